package dev.onefold.lock;

import java.util.function.Consumer;

/**
 * A lock that was acquired. It is renewed until it is released, is lost, or was held for as long as
 * {@link FencedLocks.Builder#holdAtMost} allows.
 *
 * <p>Holding it is a strong hint and not a proof: a process that is paused right after it looked writes when it wakes,
 * whoever holds the lock then. So the {@link #fence} goes with every write, to a place that refuses an older one.
 */
public interface HeldLock extends AutoCloseable {

    LockName name();

    /** Greater than the fence of everybody who held this lock before, and less than of everybody after. */
    long fence();

    /**
     * Whether it is surely held, by this process's monotonic clock: the lease counts from before the last request that
     * got or renewed it was sent, so this ends before the store lets another in. False for ever once it was false.
     */
    boolean held();

    /**
     * Registers what to do when the lock is lost before it is released: it was not renewed in time, another has it, the
     * store forgot it, or the store's session is in doubt. Called once, with the reason in words, by a thread that may
     * do I/O; by the calling thread, at once, if it is lost already. What it throws is logged.
     */
    void onLost(Consumer<String> callback);

    /**
     * Gives the lock up, unless it is lost already; never frees another's. A second call changes nothing.
     *
     * @return whether it was held until now; if not, another may have been at work since
     * @throws dev.onefold.store.StoreException if the store does not answer: it is free once the lease lapses
     */
    boolean release();

    /** As {@link #release}, and neither a lost lock nor a store that does not answer is an exception: it is logged. */
    @Override
    void close();
}
