package dev.onefold.row;

import java.time.Duration;
import java.util.List;

/**
 * Rows that may be deleted once. Declared once, checked against the database's catalogue when a {@link Deletions} is made.
 *
 * @param table the table, alone or with its schema before a point
 * @param key the columns by which callers know a row, all of a unique index and no others, none of them nullable
 * @param incarnation the columns that a caller must have seen: a surrogate id, or a version that never starts again. Together
 *     with the key they name one row for ever, also after it was deleted and made anew
 * @param retention how long a deletion is remembered; 1 hour to 3,650 days, 30 days by default
 * @param waitAtMost how long a deletion waits for another transaction that has the row; see {@link UniqueKey#waitAtMost}
 */
public record Deletable(
        String table, List<String> key, List<String> incarnation, Duration retention, Duration waitAtMost) {

    private static final Duration LEAST = Duration.ofHours(1);
    private static final Duration MOST = Duration.ofDays(3_650);

    public Deletable {
        if (key.isEmpty() || incarnation.isEmpty()) {
            throw new IllegalArgumentException(
                    "A deletion by key alone would delete the row that was made anew under the same key: name the key, and"
                            + " the id or version that the caller has seen");
        }
        if (retention.compareTo(LEAST) < 0 || retention.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "retention must be between " + LEAST + " and " + MOST + ", not " + retention);
        }
        Waits.check(waitAtMost);
        key = List.copyOf(key);
        incarnation = List.copyOf(incarnation);
    }

    /** Rows of a table, known by these columns; go on with {@link Builder#incarnation}. */
    public static Builder of(String table, String... key) {
        return incarnation ->
                new Deletable(table, List.of(key), List.of(incarnation), Duration.ofDays(30), Waits.DEFAULT);
    }

    /** What is still to be said. */
    public interface Builder {
        Deletable incarnation(String... columns);
    }

    public Deletable retention(Duration length) {
        return new Deletable(table, key, incarnation, length, waitAtMost);
    }

    public Deletable waitAtMost(Duration bound) {
        return new Deletable(table, key, incarnation, retention, bound);
    }
}
