package dev.onefold.http;

import dev.onefold.Scope;
import dev.onefold.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much one caller may ask of a process: requests at work at the same time, and new keys in a time. A replay is not a new
 * key, nor is a request that is refused.
 *
 * <p>It is counted in this process alone: of {@code n} processes a caller gets up to {@code n} times as much. Times are
 * windows that begin one after another, so around a boundary up to twice as many keys pass. Callers beyond
 * {@link Bounds#mostCallers} in one window are not counted in it. All methods may be called by many threads.
 */
public final class KeyQuota {

    /**
     * The bounds.
     *
     * @param mostAtWork requests of a caller that are at work, waiting ones included; 1 to 1,000,000
     * @param mostNewKeys keys of a caller that led to work in a window; 1 to 1,000,000,000
     * @param window 1 second to 1 day
     * @param mostCallers callers whose keys are counted in a window, an estimated 200 bytes each; 1 to 10,000,000
     */
    public record Bounds(int mostAtWork, int mostNewKeys, Duration window, int mostCallers) {

        public Bounds {
            check("mostAtWork", mostAtWork, 1_000_000);
            check("mostNewKeys", mostNewKeys, 1_000_000_000);
            check("mostCallers", mostCallers, 10_000_000);
            if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("quota.window must be between 1 second and 1 day, not " + window);
            }
        }

        private static void check(String name, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(
                        "quota." + name + " must be between 1 and " + most + ", not " + value);
            }
        }
    }

    private static final Duration AT_WORK_RETRY_AFTER = Duration.ofSeconds(1);

    private record Window(long beganNanos, ConcurrentMap<Scope, AtomicInteger> newKeys) {}

    private final Bounds bounds;
    private final Time time;
    private final ConcurrentMap<Scope, Integer> atWork = new ConcurrentHashMap<>();
    private volatile Window window;

    public KeyQuota(Bounds bounds, Time time) {
        this.bounds = bounds;
        this.time = time;
        this.window = new Window(time.nanos(), new ConcurrentHashMap<>());
    }

    /**
     * Begins a request. Empty if it may go on: then {@link #leave} must follow, once. Else when to come again.
     */
    public Optional<Duration> enter(Scope caller) {
        int now = atWork.merge(caller, 1, Integer::sum);
        if (now <= bounds.mostAtWork()) {
            return Optional.empty();
        }
        leave(caller);
        return Optional.of(AT_WORK_RETRY_AFTER);
    }

    /** Ends a request that was let in. */
    public void leave(Scope caller) {
        atWork.computeIfPresent(caller, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Counts a new key, whose work is about to begin. Empty if it may; else when to come again, and it is not counted. */
    public Optional<Duration> newKey(Scope caller) {
        long now = time.nanos();
        Window current = current(now);
        AtomicInteger count = current.newKeys().get(caller);
        if (count == null) {
            if (current.newKeys().size() >= bounds.mostCallers()) {
                return Optional.empty();
            }
            count = current.newKeys().computeIfAbsent(caller, first -> new AtomicInteger());
        }
        if (count.getAndUpdate(before -> Math.min(before + 1, bounds.mostNewKeys())) < bounds.mostNewKeys()) {
            return Optional.empty();
        }
        return Optional.of(bounds.window().minusNanos(now - current.beganNanos()));
    }

    /** How many callers are remembered, in both counts. */
    int callers() {
        return atWork.size() + window.newKeys().size();
    }

    private Window current(long now) {
        Window open = window;
        return isOver(open, now) ? next(now) : open;
    }

    private synchronized Window next(long now) {
        if (isOver(window, now)) {
            window = new Window(now, new ConcurrentHashMap<>());
        }
        return window;
    }

    private boolean isOver(Window open, long now) {
        return now - open.beganNanos() >= bounds.window().toNanos();
    }
}
