package dev.onefold;

/**
 * The work of a transactional operation.
 *
 * @param <C> what it uses to take part in the transaction, such as a JDBC connection
 * @param <R> what it returns
 * @param <X> what it may throw; use {@code RuntimeException} for nothing checked
 */
@FunctionalInterface
public interface Work<C, R, X extends Exception> {

    /**
     * Runs at most once per committed outcome, and again from the beginning, in a new transaction, after a
     * serialization failure or deadlock. Everything it does must go through {@code resource} or be harmless to repeat.
     *
     * @throws RejectedException to undo its effects and have the no remembered
     * @throws X for anything else: its effects are undone, nothing is remembered, and the caller gets the exception
     */
    R run(C resource) throws X;
}
