package dev.onefold.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a quantity is kept that requests take from. It is never below zero. Names are those of the database, as they are.
 *
 * @param table its table
 * @param column the whole number that changes
 * @param limit the column that it must not exceed, or null if {@code column} itself is what is left
 * @param key the columns of the primary key or of a unique index, by which a row is found
 */
public record Quantity(
        String table, String column, @Nullable String limit, List<String> key) {

    public Quantity {
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("A row of " + table + " is found by at least one column");
        }
    }

    /** A column that holds what is left, such as a balance: taking makes it smaller. */
    public static Quantity left(String table, String column, String... key) {
        return new Quantity(table, column, null, List.of(key));
    }

    /** A column that holds what is used of another, such as reserved of on hand: taking makes it greater. */
    public static Quantity usedOf(String table, String column, String limit, String... key) {
        return new Quantity(table, column, limit, List.of(key));
    }
}
