package dev.onefold.sequence;

import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.Work;
import java.util.Optional;

/**
 * Accepts numbered messages once each, in the caller's transaction: effect, answer and position commit together or not
 * at all.
 *
 * <pre>{@code
 * Feed<String> callbacks = Feed.unique("payment-callbacks", Codec.text());
 * Outcome<String> outcome = sequences.accept(
 *         connection, callbacks, new Message(caller, epoch, number, fingerprint), same -> credit(same, amount));
 * }</pre>
 *
 * <p>Of a source is kept one row with its epoch and low-water mark, a row for each number accepted above the mark, and
 * the last answers below it: what a source sent in order costs one row and the answers, however much it was.
 *
 * <p>Nothing here waits, commits or rolls back, and the transaction goes on after every outcome. A caller that was told
 * {@link Outcome.InProgress} ends its transaction and tries again in a new one. Every method throws
 * {@link dev.onefold.store.StoreException} if the store cannot answer, and the caller rolls back; and
 * {@link IllegalStateException} if the resource is in no transaction. Safe for use by many threads, each with a
 * transaction of its own.
 *
 * @param <C> the transaction's resource, such as a JDBC connection
 */
public interface Sequences<C> {

    /** The code of the rejection of a number that comes before its turn in {@link Feed.Mode#GAPLESS}. */
    String GAP = "gap";

    /**
     * Runs the work of a message unless its number was settled before.
     *
     * <ul>
     *   <li>applied: the work ran in this transaction.
     *   <li>replayed: the number was accepted before, with this content; its answer.
     *   <li>in progress: another transaction is at work on the number, or on the source in the modes that order numbers
     *       or when it begins a new epoch; or this transaction is too old to see what has become of it.
     *   <li>mismatch: the number was accepted before, with other content.
     *   <li>rejected: the work threw {@link dev.onefold.RejectedException}: its effects are undone, the number is used and
     *       a repeat gets the same no. Or {@link #GAP}, which is forgotten: the detail names the missing number.
     *   <li>stale: a higher epoch has begun; or the number is out of order ({@link Feed.Mode#MONOTONIC}) or out of reach
     *       ({@link Feed.Mode#UNIQUE}), and not known to have been accepted. It is not done, and it is for people to see
     *       why.
     *   <li>expired: the number was accepted before, no later than {@code firstAt}, and its answer is no longer kept.
     * </ul>
     *
     * @param work is given the same resource; what it does through it is undone if it throws
     * @throws X what the work threw, other than a rejection: the number is still free
     * @throws IllegalArgumentException if the codec made more than 1 MiB of an answer
     */
    <T, X extends Exception> Outcome<T> accept(C transaction, Feed<T> feed, Message message, Work<C, T, X> work)
            throws X;

    /**
     * Gives up what is missing: settles {@code upTo} and every number below it, whether it came or not. For the operator
     * of a gapless source that lost a number, or whose numbers begin above 1.
     *
     * <ul>
     *   <li>applied: settled now; where the source stands.
     *   <li>replayed: it was settled before.
     *   <li>in progress: another transaction is at work on the source.
     *   <li>stale: a higher epoch has begun.
     * </ul>
     */
    Outcome<Position> skip(C transaction, Feed<?> feed, Scope source, long epoch, long upTo);

    /** How far a source has come, as the transaction sees it. Takes no lock. Empty if it never sent anything. */
    Optional<Position> position(C transaction, Feed<?> feed, Scope source);
}
