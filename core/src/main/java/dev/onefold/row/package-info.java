/**
 * Guards on rows of your own tables, inside your own transaction. {@link dev.onefold.row.UniqueInserts} makes a row once
 * and says whether it was there, {@link dev.onefold.row.Constraints} turns violated constraints into outcomes, and
 * {@link dev.onefold.row.Deletions} deletes a row once and remembers it.
 */
@NullMarked
package dev.onefold.row;

import org.jspecify.annotations.NullMarked;
