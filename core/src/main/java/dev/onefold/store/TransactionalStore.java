package dev.onefold.store;

import dev.onefold.RecordId;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that commit with the business transaction, or not at all.
 *
 * <p>Every method throws {@link StoreException} if the store cannot answer; then nothing was changed, or it is rolled
 * back when the transaction is closed.
 *
 * @param <C> what work uses to take part in the transaction, such as a JDBC connection
 */
public non-sealed interface TransactionalStore<C> extends RecordStore {

    /** Whether the calling thread already holds a transaction that {@link #open} would join. */
    boolean joins();

    /**
     * Joins the caller's transaction, or begins one.
     *
     * @throws IllegalStateException if the calling thread holds a transaction of something else, in which no record can
     *     commit
     */
    Transaction<C> open();

    /**
     * Whether a failure of the work, of {@link Transaction#save} or of a commit means no more than that the whole
     * transaction, run again from its beginning, may succeed: a serialization failure, a deadlock.
     */
    boolean isTransient(Throwable failure);

    /**
     * Whether a transaction is seen to have claimed the identity and not to have ended. Takes no lock and never waits;
     * false also where the store cannot see it.
     */
    default boolean isAtWork(RecordId id) {
        return false;
    }

    /** One transaction, used by one thread. */
    interface Transaction<C> extends AutoCloseable {

        /** Whether it is the caller's: then {@link #commit} is the caller's too. */
        boolean joined();

        /** What work uses to take part. */
        C resource();

        /**
         * Makes this transaction the only one that may run the work of {@code id}, without waiting for another, until
         * it ends. Once claimed, a record committed by anyone before is seen, or {@link #save} conflicts.
         */
        Claim claim(RecordId id);

        /**
         * As {@link #claim(RecordId)} for each of several identities, which are different and in an order that is the
         * same in every process. Called instead of it, once, and never on a joined transaction. A store in which a claim
         * may undo those before it, or in which one statement does for all, does better than this.
         *
         * @return one answer for each, in the same order
         */
        default List<Claim> claim(List<RecordId> ids) {
            List<Claim> claims = new ArrayList<>();
            ids.forEach(id -> claims.add(claim(id)));
            return claims;
        }

        /** Marks the point to which {@link #undo} goes back. Called once, before the work of a joined transaction. */
        void mark();

        /** Undoes what was done since {@link #mark}, leaving the caller's transaction usable. */
        void undo();

        /**
         * Writes the finished record, or, in a transaction that is not {@link #joined}, keeps it to be written together with
         * the {@link #commit}, which then says what would have been said here: it is the last thing before it.
         *
         * @return false if another transaction's record stands in the way, or may stand there unseen; then nothing is
         *     written, and the transaction must be {@link #undo undone} or closed
         */
        boolean save(NewRecord finished);

        /**
         * As {@link #save(NewRecord)} for several records of identities that were claimed together.
         *
         * @return false if any of them is in conflict; then the transaction is closed
         */
        default boolean save(List<NewRecord> finished) {
            for (NewRecord each : finished) {
                if (!save(each)) {
                    return false;
                }
            }
            return true;
        }

        /** Commits. Not called on a joined transaction. */
        Commit commit();

        /** Rolls back unless committed or joined, and gives everything back. Called once, always. */
        @Override
        void close();
    }

    /** The answer to a claim. */
    sealed interface Claim {

        /** The work is this transaction's to run. */
        record Granted() implements Claim {}

        /** Another transaction has it, and has not ended. */
        record Busy() implements Claim {}

        /** There is something to answer from; never {@link Sighting.Absent}. */
        record Seen(Sighting sighting) implements Claim {}
    }

    /** The answer to a commit. */
    sealed interface Commit {

        /** Effect and record are durable. */
        record Done() implements Commit {}

        /** Another transaction's record stood in the way: neither effect nor record exists. */
        record Conflict() implements Commit {}

        /** The record could not be written: neither effect nor record exists. */
        record Unsaved(StoreException cause) implements Commit {}

        /** Neither effect nor record exists. */
        record Refused(RuntimeException cause) implements Commit {}

        /** No reply: both exist or neither does, and only a look can tell. */
        record Lost(RuntimeException cause) implements Commit {}
    }
}
