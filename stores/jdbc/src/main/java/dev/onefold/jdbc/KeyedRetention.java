package dev.onefold.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Forgets records and empties answers past their time, in batches that are transactions of their own and wait for no
 * lock: a batch that meets one is left for the next call.
 */
final class KeyedRetention {

    private static final int BATCH = 1_000;
    private static final int MOST_BATCHES = 1_000;

    private final Connections connections;
    private final KeyedSql sql;
    private final String some;

    KeyedRetention(Connections connections, KeyedSql sql, Dialect dialect) {
        this.connections = connections;
        this.sql = sql;
        this.some = dialect == Dialect.H2 ? " FETCH FIRST " + BATCH + " ROWS ONLY" : " LIMIT " + BATCH;
    }

    int maintain() {
        return connections.autoCommitting("Onefold's records could not be maintained", connection -> {
            // a constant, so that the index is used
            String now = Objects.requireNonNull(Sql.text(connection, "SELECT onefold_now()"));
            return all(connection, "DELETE FROM onefold_record WHERE forget_at <= ?", now)
                    + all(
                            connection,
                            "UPDATE onefold_record SET content = NULL, answer_until = NULL WHERE answer_until <= ?",
                            now);
        });
    }

    private int all(Connection connection, String statement, String now) throws SQLException {
        int changed = 0;
        for (int i = 0; i < MOST_BATCHES; i++) {
            int batch = sql.batch(connection, statement + some, now);
            changed += batch;
            if (batch < BATCH) {
                break;
            }
        }
        return changed;
    }
}
