package dev.onefold.benchmarks.experiment;

import dev.onefold.Content;
import dev.onefold.benchmarks.measure.Caller;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What every way does: take from one of many accounts and write one order, which answers with some 300 bytes. */
final class Business {

    static final int ACCOUNTS = 10_000;

    static final Content ANSWER = Content.of(
            "application/json",
            ("{\"id\":\"018f6d2e-7c1a-7b43-9d55-0242ac120002\",\"status\":\"PLACED\",\"currency\":\"GBP\",\"totalMinor\":1275,"
                            + "\"lines\":[{\"code\":\"LANTERN\",\"description\":\"White metal lantern\",\"quantity\":2,\"unitPrice\":3.39},"
                            + "{\"code\":\"TEAPOT\",\"description\":\"Blue enamel teapot\",\"quantity\":1,\"unitPrice\":5.97}]}")
                    .getBytes(StandardCharsets.UTF_8));

    private Business() {}

    static void create(DataSource dataSource) throws SQLException {
        execute(dataSource, """
                CREATE TABLE account (id integer PRIMARY KEY, balance bigint NOT NULL) WITH (fillfactor = 50);
                CREATE TABLE placed_order (id bigint GENERATED ALWAYS AS IDENTITY (CACHE 32) PRIMARY KEY,
                  account integer NOT NULL, amount bigint NOT NULL, placed_at timestamptz NOT NULL DEFAULT now());
                INSERT INTO account SELECT n, 1000000000 FROM generate_series(0, %d) n;
                """.formatted(ACCOUNTS - 1));
        execute(dataSource, "VACUUM ANALYZE account");
    }

    /** One update and one insert. */
    static void place(Connection connection, Caller caller) throws SQLException {
        place(connection, caller.draw(ACCOUNTS));
    }

    static void place(Connection connection, int account) throws SQLException {
        update(connection, "UPDATE account SET balance = balance - ? WHERE id = ?", 5, account);
        update(connection, "INSERT INTO placed_order (account, amount) VALUES (?, ?)", account, 5);
    }

    static void update(Connection connection, String sql, int first, int second) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, first);
            statement.setInt(2, second);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("Not one row: " + sql);
            }
        }
    }

    static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Steps of one transaction. */
    interface Steps {
        void run(Connection connection) throws SQLException;
    }

    static void inTransaction(DataSource dataSource, Steps steps) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            steps.run(connection);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }
}
