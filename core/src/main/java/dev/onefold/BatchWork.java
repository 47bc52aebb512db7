package dev.onefold;

import java.util.List;

/**
 * The work of a coalesced operation: several requests of different keys at once, in one transaction.
 *
 * @param <C> what it uses to take part in the transaction, such as a JDBC connection
 * @param <Q> a request
 * @param <T> the answer of the operation
 * @param <X> what it may throw; use {@code RuntimeException} for nothing checked
 */
@FunctionalInterface
public interface BatchWork<C, Q, T, X extends Exception> {

    /**
     * Does all requests, of which there may be one. Runs at most once per committed outcome, and again from the
     * beginning, in a new transaction and perhaps in other company, after whatever undid it: a serialization failure, a
     * request that was rejected or failed. Everything it does must go through {@code resource} or be harmless to repeat.
     *
     * <p>A no that left no effect is a {@link Decision.Decline}, which disturbs nobody. {@link Decision.Reject} and
     * {@link Decision.Discard} undo the effects of their request, and with them those of the whole batch, of which the
     * others are then done again. So does a throw, after which the batch is halved until the request that makes the
     * work throw is alone, and gets what it threw.
     *
     * @param requests 1 to {@link Operation.Batching#mostInBatch}, in the order in which they came
     * @return one decision for each request, in the same order
     * @throws X for what {@link Work} would throw
     */
    List<? extends Decision<T>> run(C resource, List<Q> requests) throws X;
}
