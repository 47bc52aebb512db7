package dev.onefold.jdbc;

import com.zaxxer.hikari.HikariConfig;
import dev.onefold.Operation.Retention;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Two nodes on one database, for the contracts; made once per isolation and kept as long as the tests run. */
final class PostgresNodes {

    private static final Map<String, PostgresNodes> NODES = new ConcurrentHashMap<>();

    private static final Duration LONGEST = Duration.ofDays(400);

    private final Database database = Database.keeping(new Retention(LONGEST, LONGEST));
    private final JdbcStore one;
    private final JdbcStore other;
    private Duration ahead = Duration.ZERO;

    private PostgresNodes(String isolation) {
        this.one = JdbcStore.on(pool(isolation));
        this.other = JdbcStore.on(pool(isolation));
    }

    static PostgresNodes at(String isolation) {
        return NODES.computeIfAbsent(isolation, PostgresNodes::new);
    }

    private DataSource pool(String isolation) {
        return database.pool(40, (HikariConfig config) -> config.setDataSource(database.plain(isolation)));
    }

    JdbcStore one() {
        return one;
    }

    JdbcStore other() {
        return other;
    }

    /** A caller's own. */
    Connection connection() throws SQLException {
        return database.plain().getConnection();
    }

    void advance(Duration by) {
        ahead = ahead.plus(by);
        database.clockAt(ahead);
        one.maintain();
    }

    List<String> effects() {
        List<String> effects = new ArrayList<>();
        try (Connection connection = database.plain().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT key FROM effect")) {
            while (rows.next()) {
                effects.add(rows.getString(1));
            }
            return effects;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
