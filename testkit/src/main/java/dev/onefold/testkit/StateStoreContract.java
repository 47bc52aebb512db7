package dev.onefold.testkit;

import dev.onefold.state.StateStore;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What every {@link StateStore} owes its callers, at every isolation level. Each test uses entities and effects that nobody
 * used before, so the data may be shared with anything. A test opens up to 16 transactions at a time.
 *
 * @param <C> what takes part in a transaction
 */
@Tag("technique-9")
public abstract class StateStoreContract<C> {

    /** How the caller's transaction ends. */
    public enum Ending {
        COMMIT,
        ROLL_BACK,
        /** Its session is gone, without a word. */
        CRASH
    }

    /**
     * What the caller does in its transaction.
     *
     * @param <C> as for the contract
     * @param <R> what it found
     */
    @FunctionalInterface
    public interface CallersWork<C, R> {
        R run(C transaction) throws Exception;
    }

    /** The store under test. */
    protected abstract StateStore<C> store();

    /** Begins a transaction on a session of its own, does the work in it, and ends it; rolls back if the work throws. */
    protected abstract <R> R inTransaction(Isolation isolation, Ending ending, CallersWork<C, R> work) throws Exception;

    /** Makes and commits an entity in the state, with version 0. */
    protected abstract void create(String entity, String state) throws Exception;

    /** The committed state of the entity. */
    protected abstract String state(String entity) throws Exception;

    /** The committed version of the entity. */
    protected abstract long version(String entity) throws Exception;

    /** The committed history of the entity: the event ids, in any order. */
    protected abstract List<String> history(String entity) throws Exception;

    /** Has a business effect in the transaction. */
    protected abstract void write(C transaction, String effect) throws Exception;

    /** The committed effects, one entry for each time one happened. */
    protected abstract List<String> effects() throws Exception;

    /** The levels that the database has; all of them, if not overridden. */
    protected Set<Isolation> isolations() {
        return EnumSet.allOf(Isolation.class);
    }

    /**
     * Whether the database may roll a transaction back as a whole, above READ COMMITTED, when it meets a row that changed
     * after its snapshot; no, if not overridden. The store then throws
     * {@link dev.onefold.store.RetryTransactionException}.
     */
    protected boolean givesUpOldSnapshots() {
        return false;
    }

    @Nested
    class An_event extends StateEventTests<C> {
        An_event() {
            super(StateStoreContract.this);
        }
    }

    @Nested
    class Events_at_the_same_time extends StateRaceTests<C> {
        Events_at_the_same_time() {
            super(StateStoreContract.this);
        }
    }
}
