package dev.onefold.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a quantity is kept that requests take from. It is never below zero. Names are those of the database, as they are.
 *
 * @param table its table
 * @param column the whole number that changes
 * @param limit the column that it must not exceed, or null if {@code column} itself is what is left
 * @param floor the column that it must not fall below, or null if that is 0; null where there is a limit
 * @param key the columns of the primary key or of a unique index, by which a row is found
 */
public record Quantity(
        String table,
        String column,
        @Nullable String limit,
        @Nullable String floor,
        List<String> key) {

    public Quantity {
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("A row of " + table + " is found by at least one column");
        }
        if (limit != null && floor != null) {
            throw new IllegalArgumentException("What is used of " + limit + " has no other floor than 0");
        }
    }

    /** A column that holds what is left, such as a balance: taking makes it smaller. */
    public static Quantity left(String table, String column, String... key) {
        return new Quantity(table, column, null, null, List.of(key));
    }

    /** A column of which another says how much is not to be taken, such as on hand and reserved: taking makes it smaller. */
    public static Quantity leftAbove(String table, String column, String floor, String... key) {
        return new Quantity(table, column, null, floor, List.of(key));
    }

    /** A column that holds what is used of another, such as reserved of on hand: taking makes it greater. */
    public static Quantity usedOf(String table, String column, String limit, String... key) {
        return new Quantity(table, column, limit, null, List.of(key));
    }
}
