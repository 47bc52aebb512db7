package dev.onefold.testkit;

import dev.onefold.store.TransactionalStore;
import dev.onefold.testkit.JoinedTransactionContract.Ending;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.token.TokenStore;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What a {@link TokenStore} owes its callers in whose transactions tokens are used up, besides
 * {@link TokenStoreContract}. Each test uses tokens and effects that nobody used before.
 *
 * @param <C> what work uses to take part in a transaction
 * @param <S> the store
 */
@Tag("technique-4")
public abstract class TransactionalTokenContract<C, S extends TokenStore & TransactionalStore<C>> {

    /** The store under test. It begins its own transactions. May be the same in every test. */
    protected abstract S store();

    /** The same data through another instance, as another process would have it. */
    protected abstract S anotherStore();

    /** Has a business effect in the transaction. */
    protected abstract void write(C resource, String effect) throws Exception;

    /** The committed effects, one entry for each time one happened. */
    protected abstract List<String> effects() throws Exception;

    /** Begins a transaction on this thread, does the work in it, and ends it; rolls back if the work throws. */
    protected abstract <R> R inCallersTransaction(Isolation isolation, Ending ending, CallersWork<C, S, R> work)
            throws Exception;

    /**
     * Whether the database itself rolls a transaction of this level back whole when a row that it wants has changed since
     * it began. The caller is told so by an exception; never, if not overridden.
     */
    protected boolean conflictEndsTheTransaction(Isolation isolation) {
        return false;
    }

    /**
     * What the caller does in its transaction.
     *
     * @param <C> as for the contract
     * @param <S> as for the contract
     * @param <R> what it found
     */
    @FunctionalInterface
    public interface CallersWork<C, S, R> {

        /**
         * Runs inside the caller's transaction.
         *
         * @param joining the store as it is seen in there
         * @param resource for writes of the caller's own
         */
        R run(S joining, C resource) throws Exception;
    }

    @Nested
    class A_token_used_in_a_transaction extends TransactionalTokenTests<C, S> {
        A_token_used_in_a_transaction() {
            super(TransactionalTokenContract.this);
        }
    }

    @Nested
    class A_token_used_in_the_callers_transaction extends JoinedTokenTests<C, S> {
        A_token_used_in_the_callers_transaction() {
            super(TransactionalTokenContract.this);
        }
    }
}
