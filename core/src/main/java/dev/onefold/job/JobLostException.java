package dev.onefold.job;

import dev.onefold.job.JobStore.Claim;

/**
 * A run found that its period is another's now, so its step must not commit. Thrown inside the step's transaction, to
 * roll it back; what its earlier steps committed stays, and the other run goes on after it.
 */
public final class JobLostException extends RuntimeException {

    public JobLostException(Claim claim) {
        super("Attempt " + claim.attempt() + " of job '" + claim.job() + "' for " + claim.period()
                + " is not the one that runs now");
    }
}
