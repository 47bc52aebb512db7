package dev.onefold.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Entities with a state and a version, and the history of what each event did to them. Both steps act in the caller's
 * transaction, which they never end, and leave usable whatever they return; they wait for no other transaction's end.
 *
 * <p>Each throws {@link dev.onefold.store.StoreException} if the store cannot answer, and
 * {@link IllegalStateException} if there is no transaction; then nothing was changed.
 *
 * @param <C> what takes part in a transaction, such as a JDBC connection
 */
public interface StateStore<C> {

    /** The entity, and what the history knows of the event. Locks nothing. */
    Seen look(C transaction, String machine, Object entity, String eventId);

    /**
     * In one atomic step: if the entity still has the state and version of {@code found}, and the history nothing of the
     * event, sets the state to {@link Entry#to} and the version one up (unless it moves nothing), and records the entry.
     */
    Recorded record(C transaction, String machine, Object entity, Seen.Found found, Entry entry);

    /** What a look saw. */
    sealed interface Seen {

        /**
         * The entity is there.
         *
         * @param known what the history knows of the event; null if nothing
         */
        record Found(String state, long version, @Nullable Known known) implements Seen {}

        /** There is no such entity. */
        record Absent() implements Seen {}

        /** Another transaction has the entity, and at this isolation level it cannot be looked at meanwhile. */
        record Busy() implements Seen {}
    }

    /** A line of the history. */
    record Known(Entry entry, Instant at) {}

    /** What is to be recorded of an event, by names. */
    record Entry(String eventId, String event, String from, String to, Standing standing, Step.Effect effect) {

        /** Whether the state changes, or only the history. */
        public boolean moves() {
            return effect == Step.Effect.MOVED;
        }
    }

    /** The answer to {@link #record}. */
    sealed interface Recorded {

        /** State and history changed with the caller's transaction. */
        record Done(Instant at) implements Recorded {}

        /** The entity or the history is not what it was: nothing was changed, and a new look tells. */
        record Changed() implements Recorded {}

        /** Another transaction has the entity, or this one's snapshot is too old: nothing was changed. */
        record Busy() implements Recorded {}
    }
}
