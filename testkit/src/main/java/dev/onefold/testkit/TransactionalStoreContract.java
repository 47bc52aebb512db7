package dev.onefold.testkit;

import dev.onefold.store.TransactionalStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What every {@link TransactionalStore} owes its callers. Extend it and say where the store is; each test uses keys and
 * effects that nobody used before, so the data may be shared with anything.
 *
 * <p>A test opens up to 16 transactions at a time, each on a thread of its own.
 *
 * @param <C> what work uses to take part in a transaction
 */
@Tag("records")
public abstract class TransactionalStoreContract<C> {

    /** The store under test. It begins its own transactions. May be the same in every test. */
    protected abstract TransactionalStore<C> store();

    /** The same data through another instance, as another process would have it. */
    protected abstract TransactionalStore<C> anotherStore();

    /** Has a business effect in the transaction, as work would. */
    protected abstract void write(C resource, String effect) throws Exception;

    /** The committed effects, read where they are and not from the store, one entry for each time one happened. */
    protected abstract List<String> effects() throws Exception;

    /** Moves the clock by which both stores date and expire. */
    protected abstract void advance(Duration by);

    /** How much longer than it was asked to the store may keep an answer or a tombstone; no longer, if not overridden. */
    protected Duration keepsLongerBy() {
        return Duration.ZERO;
    }

    /** How requests are made. */
    Manner manner() {
        return Manner.ALONE;
    }

    /** How they are made in a storm. */
    Manner stormy() {
        return Manner.ALONE;
    }

    @Nested
    class A_claim extends ClaimTests<C> {
        A_claim() {
            super(TransactionalStoreContract.this);
        }
    }

    @Nested
    class A_commit extends CommitTests<C> {
        A_commit() {
            super(TransactionalStoreContract.this);
        }
    }

    @Nested
    class An_answer extends AnswerTests<C> {
        An_answer() {
            super(TransactionalStoreContract.this);
        }
    }

    @Nested
    class Work_that_says_no extends DecisionTests<C> {
        Work_that_says_no() {
            super(TransactionalStoreContract.this);
        }
    }

    @Nested
    class Retention extends RetentionTests<C> {
        Retention() {
            super(TransactionalStoreContract.this);
        }
    }

    @Nested
    class Duplicates_at_the_same_time extends ConcurrencyTests<C> {
        Duplicates_at_the_same_time() {
            super(TransactionalStoreContract.this);
        }
    }

    @Nested
    class A_storm extends StormTests<C> {
        A_storm() {
            super(TransactionalStoreContract.this);
        }
    }

    @Nested
    class A_fault extends TransactionalFaultTests<C> {
        A_fault() {
            super(TransactionalStoreContract.this);
        }
    }
}
