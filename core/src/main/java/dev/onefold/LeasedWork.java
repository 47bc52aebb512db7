package dev.onefold;

/**
 * The work of a leased operation.
 *
 * @param <R> what it returns
 * @param <X> what it may throw; use {@code RuntimeException} for nothing checked
 */
@FunctionalInterface
public interface LeasedWork<R, X extends Exception> {

    /**
     * Runs while the lease is renewed behind it.
     *
     * @param attempt carries the fence that the effect should check
     * @throws RejectedException to say that nothing happened and have the no remembered
     * @throws X if it cannot tell what happened; {@link Operation.Doubt} says what follows
     */
    R run(Attempt attempt) throws X;
}
