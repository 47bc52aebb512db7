package dev.onefold.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a look-up on PostgreSQL found. */
final class Look {

    private Row row = Row.NONE;
    private boolean past;

    void read(ResultSet found) throws SQLException {
        if (found.getBoolean("past")) {
            past = true;
        } else if (found.getString("operation") != null) {
            row = Row.of(found, Dialect.POSTGRESQL);
        }
    }

    /** A row whose columns are told as text, all of them null if there is none. */
    void read(List<@Nullable String> found) {
        if ("true".equals(found.get(Row.PAST))) {
            past = true;
        } else if (found.get(0) != null) {
            row = Row.of(found);
        }
    }

    Row row() {
        return row;
    }

    /** Whether there is a record whose time is over, in the way of the next. */
    boolean isPast() {
        return past;
    }
}
