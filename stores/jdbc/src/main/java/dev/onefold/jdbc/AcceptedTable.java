package dev.onefold.jdbc;

import dev.onefold.Content;
import dev.onefold.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The rows of accepted work. Each step but the insert is a statement, and a transaction, of its own. */
final class AcceptedTable {

    /** Work that this process has begun. */
    record Begun(Accepted accepted, int attempts) {}

    private final Connections connections;
    private final String begin;
    private final String later;

    private AcceptedTable(Connections connections, Dialect dialect) {
        this.connections = connections;
        this.begin = "UPDATE onefold_accepted SET attempts = attempts + 1, next_at = " + dialect.nowPlusMillis()
                + " WHERE id = ? AND next_at <= onefold_now()";
        this.later = "UPDATE onefold_accepted SET attempts = attempts + ?, next_at = " + dialect.nowPlusMillis()
                + " WHERE id = ?";
    }

    static AcceptedTable on(DataSource dataSource) {
        Connections connections = new Connections(dataSource);
        return connections.autoCommitting("The table of accepted work could not be checked", connection -> {
            JdbcSchema.require(connection, SchemaPart.ACCEPTED);
            return new AcceptedTable(connections, Dialect.of(connection));
        });
    }

    void insert(Connection transaction, Accepted accepted) throws SQLException {
        Sql.update(
                transaction,
                "INSERT INTO onefold_accepted (id, operation, tenant, principal, media_type, content, attempts, next_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 0, onefold_now())",
                accepted.id(),
                accepted.operation(),
                accepted.scope().tenant(),
                accepted.scope().principal(),
                accepted.input().mediaType(),
                accepted.input().bytes());
    }

    /** What may be begun now of those operations, the longest waiting first. */
    List<String> due(Collection<String> operations, int most) {
        if (operations.isEmpty()) {
            return List.of();
        }
        String sql = "SELECT id FROM onefold_accepted WHERE next_at <= onefold_now() AND operation IN ("
                + String.join(", ", Collections.nCopies(operations.size(), "?")) + ") ORDER BY next_at LIMIT " + most;
        return connections.autoCommitting("Accepted work could not be looked for", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                int parameter = 1;
                for (String operation : operations) {
                    statement.setString(parameter++, operation);
                }
                try (ResultSet row = statement.executeQuery()) {
                    List<String> due = new ArrayList<>();
                    while (row.next()) {
                        due.add(row.getString(1));
                    }
                    return due;
                }
            }
        });
    }

    /** Keeps others from it for so long. Empty if another was faster, or it has ended. */
    Optional<Begun> begin(String id, Duration patience) {
        return connections.autoCommitting(
                "Accepted work could not be begun",
                connection -> Sql.update(connection, begin, patience.toMillis(), id) == 1
                        ? read(connection, id)
                        : Optional.empty());
    }

    Optional<Begun> find(String id) {
        return connections.autoCommitting("Accepted work could not be read", connection -> read(connection, id));
    }

    /** Nobody begins it for so long; {@code attempts} are added to those it had. */
    void later(String id, int attempts, Duration pause) {
        connections.autoCommitting(
                "Accepted work could not be put off",
                connection -> Sql.update(connection, later, attempts, pause.toMillis(), id));
    }

    void remove(String id) {
        connections.autoCommitting(
                "Accepted work could not be removed",
                connection -> Sql.update(connection, "DELETE FROM onefold_accepted WHERE id = ?", id));
    }

    private static Optional<Begun> read(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT operation, tenant, principal, media_type, content, attempts FROM onefold_accepted WHERE id = ?")) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(begun(id, row)) : Optional.empty();
            }
        }
    }

    private static Begun begun(String id, ResultSet row) throws SQLException {
        Scope scope = new Scope(row.getString("tenant"), row.getString("principal"));
        Content input = Content.of(row.getString("media_type"), row.getBytes("content"));
        return new Begun(new Accepted(id, row.getString("operation"), scope, input), row.getInt("attempts"));
    }
}
