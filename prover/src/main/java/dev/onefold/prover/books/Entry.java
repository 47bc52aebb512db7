package dev.onefold.prover.books;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * An order or a return as the tables show it.
 *
 * @param id its id
 * @param reference invoice number
 * @param customer customer number, or null
 * @param totalMinor the value it states
 * @param lines how many lines it has
 * @param linesMinor the value of those lines
 * @param digest SHA-256 of its sorted lines
 */
record Entry(
        String id,
        String reference,
        @Nullable String customer,
        long totalMinor,
        long lines,
        long linesMinor,
        String digest) {

    static Entry of(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("id"),
                row.getString("reference"),
                row.getString("customer"),
                row.getLong("total_minor"),
                row.getLong("lines"),
                row.getLong("lines_minor"),
                row.getString("digest"));
    }
}
