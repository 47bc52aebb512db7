package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clock of H2's databases once a test has moved it. Public because H2 calls it. */
public final class TestClock {

    static final Map<String, Long> AHEAD_MICROS = new ConcurrentHashMap<>();

    private TestClock() {}

    public static OffsetDateTime now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT database()")) {
            row.next();
            long ahead = AHEAD_MICROS.getOrDefault(String.valueOf(row.getString(1)), 0L);
            return OffsetDateTime.now(ZoneOffset.UTC).plus(ahead, ChronoUnit.MICROS);
        }
    }
}
