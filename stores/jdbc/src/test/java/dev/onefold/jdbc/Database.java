package dev.onefold.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.onefold.Operation.Retention;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of its own on the one PostgreSQL server of the test run, with a clock that tests move.
 *
 * <p>The offset of the clock is a sequence, not a row: every session sees it at once, whatever its snapshot.
 */
final class Database implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final String MAINTENANCE = "postgres";

    private static final String CLOCK = """
            CREATE SEQUENCE test_clock MINVALUE -9000000000000000 START 0;
            CREATE OR REPLACE FUNCTION onefold_now() RETURNS timestamptz LANGUAGE sql VOLATILE
              AS 'SELECT clock_timestamp() + last_value * interval ''1 millisecond'' FROM test_clock'""";

    private final int port;
    private final String name;
    private final List<HikariDataSource> pools = new ArrayList<>();
    private @Nullable Connection session;

    private Database(int port, String name) {
        this.port = port;
        this.name = name;
    }

    /** With Onefold's tables, a movable clock, and a table of effects for tests to count. */
    static Database create() {
        return keeping(Retention.DEFAULT);
    }

    /** As {@link #create}, for records that are kept at most so long. */
    static Database keeping(Retention most) {
        Database database = empty();
        JdbcSchema.initialize(database.plain(), most);
        database.movableClock();
        database.execute("CREATE TABLE effect (name text NOT NULL, made_by text NOT NULL)");
        database.execute("CREATE INDEX ON effect (name)");
        return database;
    }

    /** With nothing in it. */
    static Database empty() {
        Database postgres = new Database(Server.ONE.getPort(), MAINTENANCE);
        String name = "test_" + NUMBER.incrementAndGet();
        postgres.execute("CREATE DATABASE " + name);
        postgres.closeSession();
        return new Database(Server.ONE.getPort(), name);
    }

    /** The database {@code postgres} of a server that is the test's own. */
    static Database of(EmbeddedPostgres server) {
        return new Database(server.getPort(), MAINTENANCE);
    }

    void movableClock() {
        execute(CLOCK);
    }

    /** Moves the clock of the SQL to this far from the machine's. */
    void clockAt(Duration offset) {
        text("SELECT setval('test_clock', " + offset.toMillis() + ")");
    }

    /** A new connection each time. */
    PGSimpleDataSource plain() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"localhost"});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setDatabaseName(name);
        dataSource.setUser("postgres");
        return dataSource;
    }

    /** A new connection each time, whose transactions have this isolation unless they say otherwise. */
    PGSimpleDataSource plain(String isolation) {
        PGSimpleDataSource dataSource = plain();
        dataSource.setOptions("-c default_transaction_isolation=" + isolation.replace(" ", "\\ "));
        return dataSource;
    }

    HikariDataSource pool(int connections) {
        return pool(connections, config -> {});
    }

    /** Closed with this. */
    HikariDataSource pool(int connections, Consumer<HikariConfig> more) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(plain());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        more.accept(config);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** On a session of the test's own, which stays open. */
    synchronized void execute(String sql) {
        try (Statement statement = session().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of the first row. */
    synchronized String text(String sql) {
        try {
            return text(session(), sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection session() throws SQLException {
        Connection open = session;
        if (open == null || open.isClosed()) {
            open = plain().getConnection();
            session = open;
        }
        return open;
    }

    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** Kills a session, and returns when it is gone. (The function's own waiting looks every 100 ms only.) */
    void terminate(long backend) {
        text("SELECT pg_terminate_backend(" + backend + ")");
        while (number("SELECT count(*) FROM pg_stat_activity WHERE pid = " + backend) > 0) {
            Thread.onSpinWait();
        }
    }

    long effects(String key) {
        return number("SELECT count(*) FROM effect WHERE name = '" + key + "'");
    }

    /** Advisory locks that anybody holds here. */
    long advisoryLocks() {
        return number("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                + " WHERE l.locktype = 'advisory' AND d.datname = current_database()");
    }

    /** Dropped, so that the end of the test run has little to clear away. */
    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
        closeSession();
        if (!name.equals(MAINTENANCE)) {
            Database postgres = new Database(port, MAINTENANCE);
            postgres.execute("DROP DATABASE " + name + " WITH (FORCE)");
            postgres.closeSession();
        }
    }

    private void closeSession() {
        try {
            session().close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Started once, stopped with the JVM. */
    private static final class Server {

        private static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("fsync", "off") // no test here cuts the power
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
