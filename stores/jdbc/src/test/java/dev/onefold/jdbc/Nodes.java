package dev.onefold.jdbc;

import dev.onefold.Operation.Retention;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Two nodes on one database, for the contracts; made once per isolation and kept as long as the tests run. */
final class Nodes {

    private static final Map<String, Nodes> NODES = new ConcurrentHashMap<>();

    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int CONNECTIONS = 32;

    private final Engine.Sandbox database;
    private final JdbcStore one;
    private final JdbcStore other;

    private Nodes(Engine engine, String isolation) {
        this.database = engine.withEffects(new Retention(LONGEST, LONGEST));
        this.one = JdbcStore.on(pool(isolation));
        this.other = JdbcStore.on(pool(isolation));
    }

    /**
     * The nodes of an engine.
     *
     * @param isolation of the transactions that the stores begin: {@code READ_COMMITTED}, {@code REPEATABLE_READ} or
     *     {@code SERIALIZABLE}
     */
    static Nodes at(Engine engine, String isolation) {
        return NODES.computeIfAbsent(engine + " " + isolation, key -> new Nodes(engine, isolation));
    }

    private DataSource pool(String isolation) {
        return database.pool(CONNECTIONS, config -> {
            config.setTransactionIsolation("TRANSACTION_" + isolation);
            config.setIdleTimeout(10_000);
        });
    }

    JdbcStore one() {
        return one;
    }

    JdbcStore other() {
        return other;
    }

    /** A caller's own. */
    Connection connection() throws SQLException {
        return database.dataSource().getConnection();
    }

    void advance(Duration by) {
        database.advance(by);
        one.maintain();
    }

    List<String> effects() {
        return database.column("SELECT name FROM effect");
    }
}
