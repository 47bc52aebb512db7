package dev.onefold.testkit;

import dev.onefold.job.JobStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What every {@link JobStore} owes its callers. Each test uses jobs and effects that nobody used before, so the data may be
 * shared with anything. A test uses up to 16 threads at a time.
 *
 * @param <C> what a step uses to take part in its transaction
 */
@Tag("technique-8")
public abstract class JobStoreContract<C> {

    /** The store under test. */
    protected abstract JobStore<C> store();

    /** The same data through another instance, as another process would have it. */
    protected abstract JobStore<C> anotherStore();

    /** Has a business effect in a step's transaction. */
    protected abstract void write(C transaction, String effect) throws Exception;

    /** The committed effects, one entry for each time one happened. */
    protected abstract List<String> effects() throws Exception;

    /** Moves the clock by which both stores judge leases. */
    protected abstract void advance(Duration by);

    /** Ends the session of a step's transaction without a word, as a process that dies does. */
    protected abstract void crash(C transaction) throws Exception;

    @Nested
    class A_period extends JobPeriodTests<C> {
        A_period() {
            super(JobStoreContract.this);
        }
    }

    @Nested
    class A_step extends JobStepTests<C> {
        A_step() {
            super(JobStoreContract.this);
        }
    }
}
