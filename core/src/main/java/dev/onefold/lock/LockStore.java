package dev.onefold.lock;

import dev.onefold.store.StoreException;
import java.time.Duration;

/**
 * Where locks are kept. The protocol is {@link FencedLocks}'s; a store offers three steps, each atomic and judged by the
 * store's own clock or session.
 *
 * <p>Every method throws {@link StoreException} if the store cannot answer; then the step happened or not. Safe for use
 * by many threads.
 */
public interface LockStore {

    /**
     * Takes the lock if nobody has it, or the last holder's lease has lapsed. Never waits for a holder. One who holds it
     * already is refused like everybody else.
     *
     * @param owner unique to this attempt: nobody else ever uses it; 1 to 64 characters
     * @param lease how long the lock is the owner's if it is not renewed
     * @param lost called, by any thread and any number of times, if the store learns by itself that the lock is lost or
     *     may be; most stores never do
     */
    Acquired acquire(LockName name, String owner, Duration lease, Runnable lost);

    /** Prolongs the lease to {@code lease} from now. False if the lock is another's, free, or lapsed. */
    boolean renew(LockName name, String owner, Duration lease);

    /** Frees the lock. False if it is another's, free, or lapsed: then nothing changes. */
    boolean release(LockName name, String owner);

    /** The answer to {@link #acquire}. */
    sealed interface Acquired {

        /**
         * The owner has it.
         *
         * @param fence greater than every fence given before for this name, whatever became of those leases
         * @param lease how long it lasts at least, counted from when it was asked for; not longer than was asked for
         */
        record Granted(long fence, Duration lease) implements Acquired {}

        /**
         * Another has it.
         *
         * @param retryAfter when its lease ends, unless it is renewed or released
         */
        record Held(Duration retryAfter) implements Acquired {}
    }
}
