package dev.onefold.row;

import dev.onefold.Decision;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Takes from a {@link Quantity} for many requests at once: the work of a coalesced operation, or a part of it. However many
 * rows and requests there are, the rows are locked once, in the order of their keys, and changed once.
 *
 * <pre>{@code
 * Coalesced<Map<RowKey, Long>, SortedMap<RowKey, Long>, RuntimeException> takes =
 *         onefold.coalesced(Operation.coalesced("take", codec), stock::deduct);
 * }</pre>
 *
 * It does not recognise a repeat: the operation's records do, and remember a shortage too.
 *
 * @param <C> the resource of the transaction, such as a JDBC connection
 */
public interface BatchDeductions<C> {

    /** The code of the no if a row is not there. */
    String ROW_MISSING = "row-missing";

    /**
     * Serves one request after the other, as if each had come alone: it gets all of its amounts, or none of them, from
     * what those before it have left. One that gets nothing leaves everything to those behind it.
     *
     * @param requests what each takes from which rows, or gives back where an amount is below zero; none is 0, and
     *     together they name at most 10,000 rows
     * @return for each, in the same order: {@link Decision.Accept} with what was left of its rows after it;
     *     {@link Decision.Decline} {@link Deductions#INSUFFICIENT} if one has less than is asked for;
     *     {@link Decision.Discard} {@code row-missing} if one is not there. Only what was accepted is written
     * @throws dev.onefold.store.RetryTransactionException if another transaction holds a row for longer than this may
     *     wait, or changed it after this one's snapshot, or the database gave this transaction up: roll back and run it
     *     again. The engine does
     * @throws IllegalStateException if the connection is in auto-commit mode
     * @throws dev.onefold.store.StoreException if the database does not answer or refuses the statement
     */
    List<Decision<SortedMap<RowKey, Long>>> deduct(C transaction, List<? extends Map<RowKey, Long>> requests);
}
