package dev.onefold.jdbc;

import dev.onefold.row.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a quantity, quoted, and the SQL that depends on them. An alias is empty, or ends in a dot.
 *
 * @param limit null where the column is what is left
 * @param floor null where that may fall to 0
 */
record QuantityColumns(
        String column, @Nullable String limit, @Nullable String floor) {

    static QuantityColumns of(Quantity quantity, GuardedTable table) {
        String limit = quantity.limit();
        String floor = quantity.floor();
        return new QuantityColumns(
                table.column(quantity.column()),
                limit == null ? null : table.column(limit),
                floor == null ? null : table.column(floor));
    }

    /** What may be taken. */
    String left(String alias) {
        if (limit != null) {
            return alias + limit + " - " + alias + column;
        }
        return floor == null ? alias + column : alias + column + " - " + alias + floor;
    }

    /** What may be given back, or null if that has no bound. */
    @Nullable
    String back(String alias) {
        return limit == null ? null : alias + column;
    }

    /** The column after an amount is taken. */
    String after(String alias, String amount) {
        return alias + column + (limit == null ? " - " : " + ") + amount;
    }

    /** Whether there is as much as is taken. */
    String enough(String alias, String amount) {
        if (limit != null) {
            return alias + limit + " >= " + alias + column + " + " + amount;
        }
        return alias + column + " >= " + (floor == null ? "" : alias + floor + " + ") + amount;
    }
}
