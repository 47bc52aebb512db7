package dev.onefold.job;

/**
 * The work of a job.
 *
 * @param <C> what a step uses to take part in its transaction
 * @param <R> what a run returns
 * @param <X> what it may throw; use {@code RuntimeException} for nothing checked
 */
@FunctionalInterface
public interface JobWork<C, R, X extends Exception> {

    /**
     * Runs what is left of a period. Effects belong in {@link JobRun#step}: what is done outside of a step may be done
     * again by the next run.
     *
     * @throws dev.onefold.RejectedException to end the period with a no that every repeat gets; steps that committed stay
     * @throws X for anything else: the period may be begun again
     */
    R run(JobRun<C> run) throws X;
}
