package dev.onefold.prover.books;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Runs the queries of this package, which are files beside it, one query each. */
final class Ledgers {

    private static final int FETCH_ROWS = 2_000;

    /** Takes one row. */
    interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    Ledgers(Connection connection) {
        this.connection = connection;
    }

    void query(String name, Row row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql(name))) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    row.take(rows);
                }
            }
        }
    }

    private static String sql(String name) {
        try (InputStream file = Ledgers.class.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalStateException("no query " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read query " + name, e);
        }
    }
}
