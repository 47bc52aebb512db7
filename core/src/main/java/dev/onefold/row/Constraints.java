package dev.onefold.row;

import dev.onefold.Outcome;
import dev.onefold.Rejection;
import dev.onefold.Work;
import java.util.Optional;

/**
 * What violated constraints mean to the business: a rejection for each constraint's name, checked to exist when this is made.
 *
 * @param <C> the caller's transaction, such as a JDBC connection with auto-commit off
 */
public interface Constraints<C> {

    /**
     * Does the work, and undoes it alone if it violates one of the constraints: the caller's transaction goes on.
     *
     * @return {@link Outcome.Applied} with what the work returned; {@link Outcome.Rejected}, forgotten, if it violated a
     *     constraint that is declared here
     * @throws IllegalStateException if the transaction is none: auto-commit is on
     * @throws X if the work throws anything else; it was undone unless the database had ended the transaction
     * @throws dev.onefold.store.StoreException if a savepoint could not be set
     */
    <T, X extends Exception> Outcome<T> guard(C transaction, Work<C, T, X> work) throws X;

    /**
     * What a failure means: the rejection if it, or one of its causes, is a violation of a constraint that is declared here.
     * It does not repair the transaction; a commit that fails on a deferred constraint is explained by this.
     */
    Optional<Rejection> explain(Throwable failure);
}
