package dev.onefold.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

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

    Row row() {
        return row;
    }

    /** Whether there is a record whose time is over, in the way of the next. */
    boolean isPast() {
        return past;
    }
}
