package dev.onefold.jdbc;

import dev.onefold.state.Standing;
import dev.onefold.state.StateStore;
import dev.onefold.state.Step;
import dev.onefold.store.RetryTransactionException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * State machines on rows of your own table, in your own transaction: on PostgreSQL, MariaDB, MySQL and H2.
 *
 * <p>An event costs one look, and one write if it is new: on PostgreSQL a round trip each. A repeat costs the look, locks
 * nothing and writes nothing. Neither waits for another transaction.
 */
public final class JdbcStates implements StateStore<Connection> {

    /**
     * Where the entities are.
     *
     * @param table its name, in the current schema
     * @param id the column of the entity's id, with a unique index of its own
     * @param state the column of the state's name
     * @param version the column of the version, a whole number that grows with every transition
     */
    public record Entities(String table, String id, String state, String version) {

        /** With columns named {@code id}, {@code status} and {@code version}. */
        public static Entities of(String table) {
            return new Entities(table, "id", "status", "version");
        }
    }

    /**
     * A history in a table of your own, of one machine, with the columns {@code event_id}, {@code event}, {@code from_status},
     * {@code to_status}, {@code standing} and {@code effect} (text) and {@code at} (as {@code onefold_transition} has it).
     *
     * @param table its name, in the current schema
     * @param entity the column of the entity's id; a unique index is on exactly this one and {@code event_id}
     */
    public record History(String table, String entity) {}

    private static final String MARK = "onefold_event";
    private static final List<String> HISTORY_COLUMNS =
            List.of("event_id", "event", "from_status", "to_status", "standing", "effect", "at");

    private final Dialect dialect;
    private final boolean shared;
    private final String look;
    private final String lock;
    private final String keep;
    private final String move;
    private final String heldAndKept;

    /** Names are as the catalogue has them. */
    private record Names(String table, String id, String state, String version, String history, String owner) {}

    private JdbcStates(Dialect dialect, Names names, boolean shared) {
        this.dialect = dialect;
        this.shared = shared;
        String columns = (shared ? "machine, " : "") + names.owner() + ", "
                + "event_id, event, from_status, to_status, standing, effect, at";
        String marks = (shared ? "?, " : "") + "?, ?, ?, ?, ?, ?, ?";
        look = withoutWaiting(dialect)
                + """
                SELECT e.%s AS state, e.%s AS version,
                       h.event_id, h.event, h.from_status, h.to_status, h.standing, h.effect, h.at
                  FROM %s e LEFT JOIN %s h ON %s h.%s = ? AND h.event_id = ?
                 WHERE e.%s = ?""".formatted(
                                names.state(),
                                names.version(),
                                names.table(),
                                names.history(),
                                shared ? "h.machine = ? AND" : "",
                                names.owner(),
                                names.id());
        lock = "SELECT %s AS state, %s AS version, onefold_now() AS at FROM %s WHERE %s = ? FOR UPDATE SKIP LOCKED"
                .formatted(names.state(), names.version(), names.table(), names.id());
        keep = "INSERT INTO %s (%s) VALUES (%s, ?)".formatted(names.history(), columns, marks);
        move = "UPDATE %s SET %s = ?, %s = %s + 1 WHERE %s = ?"
                .formatted(names.table(), names.state(), names.version(), names.version(), names.id());
        heldAndKept = """
                WITH held AS (SELECT 1 FROM %s WHERE %s = ? AND %s = ? AND %s = ? FOR NO KEY UPDATE SKIP LOCKED),
                step AS (INSERT INTO %s (%s) SELECT %s, onefold_now() FROM held ON CONFLICT DO NOTHING RETURNING at),
                moved AS (%s AND ? AND EXISTS (SELECT 1 FROM step))
                SELECT at FROM step""".formatted(
                names.table(), names.id(), names.state(), names.version(), names.history(), columns, marks, move);
    }

    /**
     * With the history in {@code onefold_transition}.
     *
     * @throws IllegalStateException if a table or unique index is not there, saying which
     * @throws IllegalArgumentException if a column is not there, saying which
     */
    public static JdbcStates on(DataSource dataSource, Entities entities) {
        return checked(dataSource, entities, null);
    }

    /**
     * With the history in a table of your own.
     *
     * @throws IllegalStateException if a table or unique index is not there, saying which
     * @throws IllegalArgumentException if a column is not there, saying which
     */
    public static JdbcStates on(DataSource dataSource, Entities entities, History history) {
        return checked(dataSource, entities, history);
    }

    private static JdbcStates checked(DataSource dataSource, Entities entities, @Nullable History own) {
        return new Connections(dataSource)
                .inTransaction("The tables of a state machine could not be checked", connection -> {
                    if (own == null) {
                        JdbcSchema.require(connection, SchemaPart.STATES);
                    }
                    GuardSettings.require(connection);
                    UniqueKeys entity = UniqueKeys.of(connection, entities.table());
                    entity.on(List.of(entities.id()));
                    UniqueKeys history = UniqueKeys.of(connection, own == null ? "onefold_transition" : own.table());
                    String owner = own == null ? "entity" : own.entity();
                    history.on(own == null ? List.of("machine", owner, "event_id") : List.of(owner, "event_id"));
                    HISTORY_COLUMNS.forEach(history::column);
                    Names names = new Names(
                            entity.table(),
                            entity.column(entities.id()),
                            entity.column(entities.state()),
                            entity.column(entities.version()),
                            history.table(),
                            history.column(owner));
                    return new JdbcStates(Dialect.of(connection), names, own == null);
                });
    }

    @Override
    public Seen look(Connection transaction, String machine, Object entity, String eventId) {
        try {
            Guarded.requireTransaction(transaction);
            List<Object> parameters = owner(machine, entity);
            parameters.add(eventId);
            parameters.add(entity);
            Seen found = new Query(look, parameters.toArray()).first(transaction, this::found);
            return found == null ? new Seen.Absent() : found;
        } catch (SQLException e) {
            if (dialect.isLockTimeout(e) && !dialect.endsTransaction(e) && dialect != Dialect.POSTGRESQL) {
                return new Seen.Busy();
            }
            throw Sql.failure("The state of an entity could not be read", e);
        }
    }

    private Seen found(ResultSet row) throws SQLException {
        String eventId = row.getString("event_id");
        return new Seen.Found(
                row.getString("state"), row.getLong("version"), eventId == null ? null : known(row, eventId));
    }

    private Known known(ResultSet row, String eventId) throws SQLException {
        Entry entry = new Entry(
                eventId,
                row.getString("event"),
                row.getString("from_status"),
                row.getString("to_status"),
                Standing.valueOf(row.getString("standing")),
                Step.Effect.valueOf(row.getString("effect")));
        return new Known(entry, dialect.instant(row, "at"));
    }

    @Override
    public Recorded record(Connection transaction, String machine, Object entity, Seen.Found found, Entry entry) {
        List<Object> line = owner(machine, entity);
        line.addAll(List.of(
                entry.eventId(),
                entry.event(),
                entry.from(),
                entry.to(),
                entry.standing().name(),
                entry.effect().name()));
        return dialect == Dialect.POSTGRESQL
                ? recordTogether(transaction, entity, found, entry, line)
                : recordOneByOne(transaction, entity, found, entry, line);
    }

    /** In one round trip, behind a savepoint: above READ COMMITTED a snapshot that is too old is an error. */
    private Recorded recordTogether(
            Connection transaction, Object entity, Seen.Found found, Entry entry, List<Object> line) {
        List<Object> parameters = new ArrayList<>(List.of(entity, found.state(), found.version()));
        parameters.addAll(line);
        parameters.addAll(List.of(entry.to(), entity, entry.moves()));
        List<Recorded> done = new ArrayList<>();
        try {
            try {
                new Trip(true)
                        .then("SAVEPOINT " + MARK)
                        .read(
                                row -> done.add(new Recorded.Done(dialect.instant(row, "at"))),
                                heldAndKept,
                                parameters.toArray())
                        .then("RELEASE SAVEPOINT " + MARK)
                        .on(transaction);
            } catch (SQLException e) {
                new Query("ROLLBACK TO SAVEPOINT " + MARK).update(transaction);
                return busy(e);
            }
        } catch (SQLException e) {
            throw Sql.failure("An event could not be recorded", e);
        }
        return done.isEmpty() ? new Recorded.Changed() : done.get(0);
    }

    private Recorded recordOneByOne(
            Connection transaction, Object entity, Seen.Found found, Entry entry, List<Object> line) {
        try {
            Locked locked = new Query(lock, entity)
                    .first(
                            transaction,
                            row -> new Locked(
                                    row.getString("state"),
                                    row.getLong("version"),
                                    // as precise as the column
                                    dialect.instant(row, "at").truncatedTo(ChronoUnit.MICROS)));
            if (locked == null) {
                return new Recorded.Busy();
            }
            if (!locked.state().equals(found.state()) || locked.version() != found.version()) {
                return new Recorded.Changed();
            }
            line.add(dialect.parameter(locked.at()));
            if (!kept(transaction, line)) {
                return new Recorded.Changed();
            }
            if (entry.moves()) {
                new Query(move, entry.to(), entity).update(transaction);
            }
            return new Recorded.Done(locked.at());
        } catch (SQLException e) {
            return busy(e);
        }
    }

    private record Locked(String state, long version, Instant at) {}

    private boolean kept(Connection transaction, List<Object> line) throws SQLException {
        try {
            new Query(keep, line.toArray()).update(transaction);
            return true;
        } catch (SQLException e) {
            if (dialect.isUniqueViolation(e)) {
                return false;
            }
            throw e;
        }
    }

    private Recorded busy(SQLException failure) {
        boolean passes = dialect.isTransient(failure) || dialect.isLockTimeout(failure);
        if (passes && !dialect.endsTransaction(failure)) {
            return new Recorded.Busy();
        }
        if (passes) {
            throw new RetryTransactionException("The database gave up the transaction that an event was in", failure);
        }
        throw Sql.failure("An event could not be recorded", failure);
    }

    private List<Object> owner(String machine, Object entity) {
        return new ArrayList<>(shared ? List.of(machine, entity.toString()) : List.of(entity));
    }

    /** At SERIALIZABLE, MariaDB's plain reads lock too. */
    private static String withoutWaiting(Dialect dialect) {
        return dialect == Dialect.MARIADB ? "SET STATEMENT innodb_lock_wait_timeout = 0 FOR " : "";
    }
}
