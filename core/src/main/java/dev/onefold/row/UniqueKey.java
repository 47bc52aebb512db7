package dev.onefold.row;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there may be only one of: the columns of a table that a unique index covers, and how a repeat is told from another
 * request that wants the same. Declared once, checked against the database's catalogue when a {@link UniqueInserts} is made.
 *
 * @param table the table, alone or with its schema before a point
 * @param columns the columns of the key, all of a unique index and no others
 * @param compared the columns in which a repeat must agree with the row that is there; null (the default) for all that are
 *     given and not of the key
 * @param returned the columns of the answer; null (the default) for all that are given
 * @param createdAt the column that says when the row was made; null (the default) if there is none, and a repeat is told
 *     the store's present time
 * @param waitAtMost how long an insert waits for another transaction that has the key; 0 to 10 seconds, 100 ms by default.
 *     PostgreSQL waits 1 ms at least. MariaDB and MySQL count whole seconds, and anything under one is none on MariaDB, and
 *     one on MySQL
 */
public record UniqueKey(
        String table,
        List<String> columns,
        @Nullable List<String> compared,
        @Nullable List<String> returned,
        @Nullable String createdAt,
        Duration waitAtMost) {

    public UniqueKey {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("A unique key needs at least one column");
        }
        if (columns.stream().distinct().count() < columns.size()) {
            throw new IllegalArgumentException("A column of the key is named twice: " + columns);
        }
        Waits.check(waitAtMost);
        columns = List.copyOf(columns);
        compared = compared == null ? null : List.copyOf(compared);
        returned = returned == null ? null : List.copyOf(returned);
    }

    public static UniqueKey of(String table, String... columns) {
        return new UniqueKey(table, List.of(columns), null, null, null, Waits.DEFAULT);
    }

    /** Compares these only; none at all if there are none. */
    public UniqueKey comparing(String... some) {
        return new UniqueKey(table, columns, List.of(some), returned, createdAt, waitAtMost);
    }

    /** Answers with these, whether given or made by the database. */
    public UniqueKey returning(String... some) {
        return new UniqueKey(table, columns, compared, List.of(some), createdAt, waitAtMost);
    }

    /** Dates a repeat by this column: a point in time with a time zone, or in UTC where the database has no such type. */
    public UniqueKey createdAt(String column) {
        return new UniqueKey(table, columns, compared, returned, column, waitAtMost);
    }

    public UniqueKey waitAtMost(Duration bound) {
        return new UniqueKey(table, columns, compared, returned, createdAt, bound);
    }
}
