package dev.onefold.testkit;

import dev.onefold.store.TransactionalStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What a {@link TransactionalStore} that joins a transaction of its caller owes that caller, at every isolation level.
 * Each test uses keys and effects that nobody used before, so the data may be shared with anything.
 *
 * @param <C> what work uses to take part in a transaction
 */
@Tag("records")
public abstract class JoinedTransactionContract<C> {

    /** The isolation level of the caller's transaction. */
    public enum Isolation {
        READ_COMMITTED,
        REPEATABLE_READ,
        SERIALIZABLE
    }

    /** How the caller ends its transaction. */
    public enum Ending {
        COMMIT,
        ROLL_BACK
    }

    /**
     * What the caller does in its transaction.
     *
     * @param <C> as for the contract
     * @param <R> what it found
     */
    @FunctionalInterface
    public interface CallersWork<C, R> {

        /**
         * Runs inside the caller's transaction.
         *
         * @param joining the store as it is seen in there: what it opens joins the transaction
         * @param resource for writes of the caller's own
         */
        R run(TransactionalStore<C> joining, C resource) throws Exception;
    }

    /** The same data outside of any caller's transaction, as another process would have it: begins its own. */
    protected abstract TransactionalStore<C> store();

    /** Begins a transaction on this thread, does the work in it, and ends it; rolls back if the work throws. */
    protected abstract <R> R inCallersTransaction(Isolation isolation, Ending ending, CallersWork<C, R> work)
            throws Exception;

    /** Has a business effect in the transaction. */
    protected abstract void write(C resource, String effect) throws Exception;

    /** The committed effects, one entry for each time one happened. */
    protected abstract List<String> effects() throws Exception;

    /** The levels that the database has; all of them, if not overridden. */
    protected Set<Isolation> isolations() {
        return EnumSet.allOf(Isolation.class);
    }

    @Nested
    class A_joined_transaction extends JoinedTests<C> {
        A_joined_transaction() {
            super(JoinedTransactionContract.this);
        }
    }

    @Nested
    class A_joined_no extends JoinedDecisionTests<C> {
        A_joined_no() {
            super(JoinedTransactionContract.this);
        }
    }

    @Nested
    class A_joined_duplicate extends JoinedDuplicateTests<C> {
        A_joined_duplicate() {
            super(JoinedTransactionContract.this);
        }
    }
}
