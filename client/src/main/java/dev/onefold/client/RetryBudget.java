package dev.onefold.client;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps retries a share of all requests of a client, so that a server in trouble does not get more of it. Each first attempt
 * pays in a share of a retry, each retry takes out a whole one. Safe for use by many threads.
 */
public final class RetryBudget {

    private static final long ONE_RETRY = 100;

    private final int percent;
    private final long most;
    private final AtomicLong saved;

    private RetryBudget(int percent, int reserve) {
        this.percent = percent;
        this.most = reserve * ONE_RETRY;
        this.saved = new AtomicLong(most);
    }

    /** One retry for five requests, and 100 in reserve. */
    public static RetryBudget standard() {
        return of(20, 100);
    }

    /**
     * A budget that begins full.
     *
     * @param percent retries for each hundred requests, 0 to 300
     * @param reserve retries that may be saved up, 1 to 100,000: enough for a caller with little traffic
     */
    public static RetryBudget of(int percent, int reserve) {
        Limits.check("percent", percent, 0, 300);
        Limits.check("reserve", reserve, 1, 100_000);
        return new RetryBudget(percent, reserve);
    }

    void payIn() {
        saved.updateAndGet(before -> Math.min(most, before + percent));
    }

    /** Whether a retry was left, which is taken then. */
    boolean takeOne() {
        return saved.getAndUpdate(before -> before >= ONE_RETRY ? before - ONE_RETRY : before) >= ONE_RETRY;
    }
}
