package dev.onefold.spring;

import java.util.List;

/**
 * Does the requests of an {@link Idempotent} handler, many in one transaction. The handler itself makes of its arguments
 * what is asked, and returns it. It has no effect: it may run inside of the transaction or outside, and for a repeat.
 *
 * <pre>{@code
 * @PostMapping("/stock/{code}/taken")
 * @Idempotent(coalesced = TakeStock.class)
 * Take take(@PathVariable String code, @Valid @RequestBody Quantity quantity) {
 *     return new Take(code, quantity.units());
 * }
 * }</pre>
 *
 * The requests of one handler share transactions, as those of one {@link dev.onefold.Coalesced} do: one that comes alone is
 * done at once. For each, what {@link Idempotent} promises holds as it does without.
 *
 * @param <Q> what the handler returns
 */
@FunctionalInterface
public interface CoalescedWork<Q> {

    /**
     * Does all requests, of which there may be one, in the transaction that the calling thread holds: statements over
     * sets, not a loop. It runs on the thread of one of the requests, without their servlet requests.
     *
     * <p>May run again from the beginning, in a new transaction and other company, after whatever undid it. If it throws,
     * the requests are halved until the one that makes it throw is alone, and is answered as if its handler had thrown
     * that.
     *
     * @param requests in the order in which they came
     * @return one reply for each, in the same order
     */
    List<CoalescedReply> run(List<Q> requests) throws Exception;
}
