package dev.onefold.naive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/** A pool, and transactions at READ COMMITTED, the default of nearly everybody. */
final class Database implements AutoCloseable {

    private static final int POOL_SIZE = 10;

    /** What happens in one transaction. */
    interface Work<T> {
        T in(Sql sql) throws SQLException;
    }

    private final HikariDataSource pool;

    Database(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setAutoCommit(false);
        this.pool = new HikariDataSource(config);
    }

    <T> T transaction(Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.in(new Sql(connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** Makes the tables; of two processes that start at once one waits. */
    void createTables() throws SQLException {
        String script = script();
        transaction(sql -> {
            sql.number("SELECT 1 FROM pg_advisory_xact_lock(1)");
            return sql.update(script);
        });
    }

    private static String script() {
        try (InputStream file = Database.class.getResourceAsStream("naive.sql")) {
            if (file == null) {
                throw new IllegalStateException("naive.sql is not in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("naive.sql cannot be read", e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
