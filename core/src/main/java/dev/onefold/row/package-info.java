/**
 * Guards on rows of your own tables, inside your own transaction. {@link dev.onefold.row.UniqueInserts} makes a row once
 * and says whether it was there, {@link dev.onefold.row.Constraints} turns violated constraints into outcomes, and
 * {@link dev.onefold.row.Deletions} deletes a row once and remembers it.
 *
 * <p>{@link dev.onefold.row.RowLocks} locks rows, to read, decide and write; {@link dev.onefold.row.ConditionalUpdates}
 * changes a row if it is still as it was seen; {@link dev.onefold.row.Deductions} takes from a balance, once for each
 * request.
 *
 * <p>No guard commits, none waits without a bound, and after every outcome the transaction goes on.
 */
@NullMarked
package dev.onefold.row;

import org.jspecify.annotations.NullMarked;
