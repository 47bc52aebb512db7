package dev.onefold;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that is made once, when it is needed first, and by the thread that it was given by. */
final class Making<Q> implements Supplier<Q> {

    private final Supplier<? extends Q> maker;
    private final Time time;
    private final Duration within;
    private final Thread owner = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Q made;
    private @Nullable Throwable failure;

    /**
     * A request to be made.
     *
     * @param within how long others wait for it at most
     */
    Making(Supplier<? extends Q> maker, Time time, Duration within) {
        this.maker = maker;
        this.time = time;
        this.within = within;
    }

    /** Makes it now, unless that was done. To be called by its own thread before others may ask for it. */
    void make() {
        if (ended.getCount() > 0) {
            try {
                made = maker.get();
            } catch (Throwable thrown) {
                failure = thrown;
            } finally {
                ended.countDown();
            }
        }
    }

    /** What was made; throws what the making threw. Whoever asks from another thread waits until it is made. */
    @Override
    public Q get() {
        if (Thread.currentThread() == owner) {
            make();
        } else if (!isMadeInTime()) {
            throw new IllegalStateException("A request was not made within " + within);
        }
        if (failure != null) {
            throw Thrown.as(failure);
        }
        if (made == null) {
            throw new IllegalStateException("A request was made that is null");
        }
        return made;
    }

    /** An interrupt is meant for the thread that asks, and not for the request that it asks for. */
    private boolean isMadeInTime() {
        long until = time.nanos() + within.toNanos();
        boolean interrupted = false;
        while (ended.getCount() > 0 && time.nanos() < until) {
            time.await(ended, Duration.ofNanos(until - time.nanos()));
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended.getCount() == 0;
    }
}
