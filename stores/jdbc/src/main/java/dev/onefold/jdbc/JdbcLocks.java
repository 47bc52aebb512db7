package dev.onefold.jdbc;

import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Locks in table {@code onefold_lock}, by the database's clock; see {@link dev.onefold.lock.FencedLocks#on}. Each step is
 * one statement that commits by itself (taking a lock is two on MySQL, and two to four on H2), on a connection that is
 * given back at once: neither holding a lock nor waiting for one holds a connection. Safe for use by many threads; needs the
 * tables of {@link JdbcSchema}.
 */
public final class JdbcLocks implements LockStore {

    private static final Duration SOON = Duration.ofMillis(50);

    private final Connections connections;
    private final Dialect dialect;
    private final LockStatements sql;

    private JdbcLocks(Connections connections, Dialect dialect) {
        this.connections = connections;
        this.dialect = dialect;
        this.sql = LockStatements.of(dialect);
    }

    /**
     * Locks in the database of a data source, which may be the business's own.
     *
     * @throws IllegalStateException if the table is missing, saying what to do
     */
    public static JdbcLocks on(DataSource dataSource) {
        Connections connections = new Connections(dataSource);
        return new JdbcLocks(connections, connections.autoCommitting("The locks could not be checked", connection -> {
            Dialect dialect = Dialect.of(connection);
            if (!JdbcSchema.exists(connection, dialect, SchemaPart.LOCKS)) {
                throw new IllegalStateException("There is no table onefold_lock. Apply dev/onefold/jdbc/"
                        + dialect.folder() + "/" + SchemaPart.LOCKS.file()
                        + " from onefold-jdbc with your migrations, or call JdbcSchema.initialize (with Spring Boot:"
                        + " onefold.jdbc.initialize-schema=always).");
            }
            return dialect;
        }));
    }

    @Override
    public Acquired acquire(LockName name, String owner, Duration lease, Runnable lost) {
        return connections.autoCommitting("Lock " + name + " could not be taken", connection -> {
            try {
                Seen seen = take(connection, name.text(), owner, lease.toMillis());
                if (seen != null && seen.owner().equals(owner)) {
                    return new Acquired.Granted(seen.fence(), lease);
                }
                return new Acquired.Held(seen == null || seen.left().compareTo(SOON) < 0 ? SOON : seen.left());
            } catch (SQLException e) {
                if (dialect.isTransient(e) || dialect.isLockTimeout(e) || dialect.isUniqueViolation(e)) {
                    // somebody else asked at the same time
                    return new Acquired.Held(SOON);
                }
                throw e;
            }
        });
    }

    /** Takes the lock if it is free, and looks whose it is then; null if that cannot be seen yet. */
    private @Nullable Seen take(Connection connection, String name, String owner, long millis) throws SQLException {
        switch (dialect) {
            case POSTGRESQL -> {
                return look(connection, sql.take(), name, owner, millis, name);
            }
            case MARIADB -> {
                return look(connection, sql.take(), name, owner, millis, millis, millis, millis);
            }
            case MYSQL -> {
                count(connection, sql.take(), name, owner, millis, millis, millis, millis);
                return look(connection, sql.look(), name);
            }
            case H2 -> {
                count(connection, sql.take(), owner, millis, name);
                Seen seen = look(connection, sql.look(), name);
                if (seen != null) {
                    return seen;
                }
                count(connection, sql.first(), name, owner, 1, millis);
                return look(connection, sql.look(), name);
            }
        }
        throw new AssertionError(dialect);
    }

    @Override
    public boolean renew(LockName name, String owner, Duration lease) {
        return connections.autoCommitting(
                "Lock " + name + " could not be renewed",
                connection -> count(connection, sql.renew(), lease.toMillis(), name.text(), owner) == 1);
    }

    @Override
    public boolean release(LockName name, String owner) {
        return connections.autoCommitting(
                "Lock " + name + " could not be released",
                connection -> count(connection, sql.release(), name.text(), owner) == 1);
    }

    /**
     * Makes every later fence of the name greater than {@code atLeast}: after the table was restored from an older copy, say,
     * with the greatest fence that any row has. Whoever holds the lock keeps it, with the fence it has.
     *
     * @throws dev.onefold.store.StoreException if the database does not answer
     */
    public void seedFence(LockName name, long atLeast) {
        connections.autoCommitting("The fence of " + name + " could not be seeded", connection -> {
            if (count(connection, LockStatements.SEED, atLeast, name.text(), atLeast) == 0
                    && look(connection, sql.look(), name.text()) == null) {
                count(connection, sql.first(), name.text(), "", atLeast, 0L);
            }
            return true;
        });
    }

    private record Seen(String owner, long fence, Duration left) {}

    private static @Nullable Seen look(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? new Seen(row.getString(1), row.getLong(2), Duration.ofMillis(row.getLong(3))) : null;
        }
    }

    private static int count(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
