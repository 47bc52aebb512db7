package dev.onefold.lock;

import dev.onefold.Outcome;
import dev.onefold.Time;
import dev.onefold.lock.LockStore.Acquired;
import dev.onefold.lock.LockStore.Acquired.Granted;
import dev.onefold.lock.LockStore.Acquired.Held;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Locks between processes, with a fence that reaches the write.
 *
 * <pre>{@code
 * if (locks.tryAcquire(new LockName("flash-sale:42"), Duration.ofSeconds(10), Duration.ZERO)
 *         instanceof Outcome.Applied<HeldLock> applied) {
 *     try (HeldLock lock = applied.value()) {
 *         prepare();
 *         transaction.run(connection -> writes.claim(connection, lock.fence(), 42) ...);   // commit, then release
 *     }
 * }
 * }</pre>
 *
 * A lock orders those who write; it does not recognise a repeat. Safe for use by many threads; one instance serves a
 * process.
 */
public final class FencedLocks implements AutoCloseable {

    private static final Duration LEAST_LEASE = Duration.ofMillis(100);
    private static final Duration MOST_LEASE = Duration.ofHours(1);
    private static final Duration MOST_WAIT = Duration.ofSeconds(60);
    private static final Duration MOST_HOLD = Duration.ofHours(24);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration MOST_PAUSE = Duration.ofMillis(500);

    private final LockStore store;
    private final Time time;
    private final Supplier<String> owners;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Duration holdAtMost;

    private FencedLocks(Builder builder) {
        this.store = builder.store;
        this.time = builder.time;
        this.owners = builder.owners;
        this.timer = builder.timer == null ? timerThread() : builder.timer;
        this.workers = builder.workers == null ? Executors.newCachedThreadPool(daemons()) : builder.workers;
        this.holdAtMost = builder.holdAtMost;
    }

    /** On a store, with the defaults of {@link #builder}. */
    public static FencedLocks on(LockStore store) {
        return builder(store).build();
    }

    public static Builder builder(LockStore store) {
        return new Builder(store);
    }

    /**
     * Takes the lock, or answers that another has it. Not reentrant: whoever holds it is refused like everybody else.
     *
     * @param lease how long the lock outlives a holder that no longer renews it, 100 ms to 1 h; it is renewed every third
     *     of it. A store may give a shorter one
     * @param waitAtMost how long to go on asking while another has it, 0 to 60 s; after 10 ms first, then less and less
     *     often, up to twice a second, without a connection in between. Waiting gives no right: whoever asks first when it
     *     is free gets it
     * @return {@link Outcome.Applied} with the lock, or {@link Outcome.InProgress}, also if the thread is interrupted while
     *     it waits
     * @throws dev.onefold.store.StoreException if the store does not answer: the caller has no lock, and nobody has it for
     *     longer than the lease because of this
     */
    public Outcome<HeldLock> tryAcquire(LockName name, Duration lease, Duration waitAtMost) {
        check("A lease", lease, LEAST_LEASE, MOST_LEASE);
        check("A wait for a lock", waitAtMost, Duration.ZERO, MOST_WAIT);
        long until = time.nanos() + waitAtMost.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Hold hold = new Hold(store, name, owners.get(), lease, holdAtMost, time, timer, workers);
            Acquired acquired = hold.acquire();
            if (acquired instanceof Granted) {
                return new Outcome.Applied<>(hold);
            }
            Duration left = Duration.ofNanos(until - time.nanos());
            if (left.compareTo(Duration.ZERO) > 0) {
                time.pause(pause.compareTo(left) < 0 ? pause : left);
            }
            if (left.compareTo(Duration.ZERO) <= 0 || Thread.currentThread().isInterrupted()) {
                return new Outcome.InProgress<>(((Held) acquired).retryAfter());
            }
            pause = pause.compareTo(MOST_PAUSE) < 0 ? pause.multipliedBy(2) : MOST_PAUSE;
        }
    }

    /** Stops renewing: what is held now lapses, and nobody is told. The store stays open. */
    @Override
    public void close() {
        timer.shutdownNow();
        if (workers instanceof ExecutorService service) {
            service.shutdown();
        }
    }

    private static void check(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " lasts from " + least + " to " + most + ", not " + value);
        }
    }

    private static ScheduledExecutorService timerThread() {
        var executor = new ScheduledThreadPoolExecutor(1, daemons());
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task, "onefold-locks");
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Puts it together. Each part has a default but the store. */
    public static final class Builder {

        private final LockStore store;
        private Time time = Time.system();
        private Supplier<String> owners = () -> UUID.randomUUID().toString();
        private @Nullable ScheduledExecutorService timer;
        private @Nullable Executor workers;
        private Duration holdAtMost = Duration.ofMinutes(10);

        private Builder(LockStore store) {
            this.store = store;
        }

        /** The process's sense of time: what {@link HeldLock#held} goes by, and how waiting is done. */
        public Builder time(Time other) {
            this.time = other;
            return this;
        }

        /** Names for attempts, each never given before by any process; at most 64 characters. */
        public Builder owners(Supplier<String> other) {
            this.owners = other;
            return this;
        }

        /**
         * What knows when a lease is to be renewed or is over, and what does it. The timer never waits for a store. Both
         * are shut down by {@link FencedLocks#close}. By default one daemon thread, and as many as there are locks being
         * renewed or lost at a time.
         */
        public Builder threads(ScheduledExecutorService otherTimer, Executor otherWorkers) {
            this.timer = otherTimer;
            this.workers = otherWorkers;
            return this;
        }

        /** How long a lock is renewed before it is left to lapse, 1 s to 24 h; 10 minutes by default. */
        public Builder holdAtMost(Duration most) {
            check("Holding a lock", most, Duration.ofSeconds(1), MOST_HOLD);
            this.holdAtMost = most;
            return this;
        }

        public FencedLocks build() {
            return new FencedLocks(this);
        }
    }
}
