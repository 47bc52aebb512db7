package dev.onefold.client;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Intents in a table of the caller's database, {@code onefold_intent}: see {@code onefold-intent.sql} beside this class. Bodies
 * are stored as they are sent, so what must not be stored must not be in them.
 *
 * <p>Each method is a transaction of its own, except {@link #remember(Connection, Intent)}.
 */
public final class JdbcIntents implements Intents {

    private static final String COLUMNS = "intent_id, idempotency_key, method, uri, fields, body, made_at, closed";
    private static final String INSERT =
            "INSERT INTO onefold_intent (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, FALSE)";
    private static final String INTEGRITY = "23";

    private final DataSource source;

    private JdbcIntents(DataSource source) {
        this.source = source;
    }

    /** Intents in the database of this source. */
    public static JdbcIntents on(DataSource source) {
        return new JdbcIntents(source);
    }

    /** @throws IllegalStateException if the database fails; nothing may be sent then */
    @Override
    public Stored remember(Intent intent) {
        return inTransaction(connection -> {
            Optional<Stored> before = find(connection, intent.id());
            return before.isPresent() ? before.get() : insertOrFind(connection, intent);
        });
    }

    /**
     * Stores the intent in the caller's transaction, together with what it belongs to; to be sent after the commit.
     *
     * @throws SQLException if it cannot be stored, also because there is one of its name. The transaction must roll back
     */
    public void remember(Connection connection, Intent intent) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, intent.id());
            insert.setString(2, intent.key());
            insert.setString(3, intent.request().method());
            insert.setString(4, intent.request().uri().toString());
            insert.setString(5, write(intent.request().fields()));
            insert.setBytes(6, intent.request().body());
            insert.setLong(7, intent.at().toEpochMilli());
            insert.executeUpdate();
        }
    }

    @Override
    public Optional<Stored> find(String id) {
        return inTransaction(connection -> find(connection, id));
    }

    @Override
    public void close(String id) {
        inTransaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE onefold_intent SET closed = TRUE WHERE intent_id = ?")) {
                update.setString(1, id);
                return update.executeUpdate();
            }
        });
    }

    @Override
    public List<Intent> open(int most) {
        return inTransaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT " + COLUMNS + " FROM onefold_intent WHERE closed = FALSE ORDER BY made_at, intent_id")) {
                query.setMaxRows(most);
                return read(query).stream().map(Stored::intent).toList();
            }
        });
    }

    @Override
    public int forgetClosed(Instant madeBefore) {
        return inTransaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM onefold_intent WHERE closed = TRUE AND made_at < ?")) {
                delete.setLong(1, madeBefore.toEpochMilli());
                return delete.executeUpdate();
            }
        });
    }

    /** Two processes may come at once with the same wish: the primary key decides whose key it is. */
    private Stored insertOrFind(Connection connection, Intent intent) throws SQLException {
        try {
            remember(connection, intent);
            return new Stored(intent, true, false);
        } catch (SQLException failure) {
            if (failure.getSQLState() == null || !failure.getSQLState().startsWith(INTEGRITY)) {
                throw failure;
            }
            connection.rollback();
            return find(connection, intent.id()).orElseThrow(() -> failure);
        }
    }

    private static Optional<Stored> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT " + COLUMNS + " FROM onefold_intent WHERE intent_id = ?")) {
            query.setString(1, id);
            return read(query).stream().findFirst();
        }
    }

    private static List<Stored> read(PreparedStatement query) throws SQLException {
        List<Stored> read = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Request request = new Request(
                        rows.getString("method"),
                        URI.create(rows.getString("uri")),
                        readFields(rows.getString("fields")),
                        rows.getBytes("body"));
                Intent intent = new Intent(
                        rows.getString("intent_id"),
                        rows.getString("idempotency_key"),
                        request,
                        Instant.ofEpochMilli(rows.getLong("made_at")));
                read.add(new Stored(intent, false, rows.getBoolean("closed")));
            }
        }
        return read;
    }

    /** As on the wire: neither a name nor a value has a line break. */
    private static String write(List<Request.Field> fields) {
        return fields.stream()
                .map(field -> field.name() + ": " + field.value() + "\n")
                .collect(Collectors.joining());
    }

    private static List<Request.Field> readFields(String lines) {
        return lines.lines()
                .map(line -> {
                    int colon = line.indexOf(": ");
                    return new Request.Field(line.substring(0, colon), line.substring(colon + 2));
                })
                .toList();
    }

    private interface Work<R> {
        R in(Connection connection) throws SQLException;
    }

    private <R> R inTransaction(Work<R> work) {
        try (Connection connection = source.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                R result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("Intents cannot be read or written", failure);
        }
    }
}
