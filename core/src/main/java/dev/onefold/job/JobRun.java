package dev.onefold.job;

import dev.onefold.Work;
import dev.onefold.job.JobStore.Claim;
import org.jspecify.annotations.Nullable;

/**
 * What work uses to do its steps. Used by one thread at a time.
 *
 * @param <C> what a step uses to take part in its transaction, such as a JDBC connection
 */
public final class JobRun<C> {

    private final JobStore<C> store;
    private final Job<?> job;
    private final Claim claim;
    private @Nullable String checkpoint;

    JobRun(JobStore<C> store, Job<?> job, Claim claim, @Nullable String checkpoint) {
        this.store = store;
        this.job = job;
        this.claim = claim;
        this.checkpoint = checkpoint;
    }

    public String period() {
        return claim.period();
    }

    /** The fence: greater than that of every earlier run of the period. */
    public long attempt() {
        return claim.attempt();
    }

    /** How far this run and the ones before it got: the checkpoint of the last step that committed, or null. */
    public @Nullable String checkpoint() {
        return checkpoint;
    }

    /**
     * Does one step in a transaction of its own, which commits its effects and the checkpoint together. A step that
     * committed is never run again, if the work begins after {@link #checkpoint}.
     *
     * @param reached what tells the next run where to go on; up to 1,000 characters
     * @throws JobLostException if this run was taken over: nothing of the step is committed, and the work should end
     * @throws X what the step threw: its effects are undone
     */
    public <R, X extends Exception> R step(String reached, Work<C, R, X> work) throws X {
        if (reached.length() > 1_000) {
            throw new IllegalArgumentException("A checkpoint has at most 1,000 characters, not " + reached.length());
        }
        R result = store.step(claim, reached, job.lease(), work);
        checkpoint = reached;
        return result;
    }
}
