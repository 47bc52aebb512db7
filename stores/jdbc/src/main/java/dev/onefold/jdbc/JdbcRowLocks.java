package dev.onefold.jdbc;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Stale;
import dev.onefold.Time;
import dev.onefold.row.LockWait;
import dev.onefold.row.RowKey;
import dev.onefold.row.RowLocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Row locks in a JDBC transaction. On PostgreSQL all rows of a call are locked in one round trip, {@code FOR NO KEY UPDATE},
 * which lets others insert rows that refer to them; elsewhere each in one of its own, {@code FOR UPDATE}.
 */
public final class JdbcRowLocks implements RowLocks<Connection> {

    private static final int MOST_KEYS = 500;

    /** What is left of the wait for all rows, which was written down before the first of them. */
    private static final String LOCK_UNTIL =
            "SELECT set_config('onefold.lock_until', (extract(epoch FROM clock_timestamp()) * 1000 + ?)::bigint::text, true)";

    private static final String LESS_WAIT = """
            SELECT set_config('lock_timeout', greatest(1, least(?, current_setting('onefold.lock_until')::bigint
                   - (extract(epoch FROM clock_timestamp()) * 1000)::bigint)) || 'ms', true)""";

    private final GuardedTable table;
    private final Time time = Time.system();

    private JdbcRowLocks(GuardedTable table) {
        this.table = table;
    }

    /**
     * Locks on rows of a table.
     *
     * @param table its name, alone or with its schema before a point
     * @param key all columns of its primary key or of one of its unique indexes, in the order of {@link RowKey}'s values
     * @throws IllegalStateException if there is no such table, or no such key in the database's catalogue: a lock by
     *     other columns would lock other rows too, or let two pass. The message says what there is
     * @throws IllegalArgumentException if the table has no such columns
     * @throws dev.onefold.store.StoreException if the database does not answer
     */
    public static JdbcRowLocks on(DataSource dataSource, String table, String... key) {
        return new JdbcRowLocks(GuardedTable.of(dataSource, table, List.of(key), null));
    }

    @Override
    public Outcome<List<RowKey>> lock(Connection transaction, Collection<RowKey> keys, LockWait wait) {
        List<RowKey> sorted = List.copyOf(new TreeSet<>(keys));
        if (sorted.isEmpty() || sorted.size() > MOST_KEYS) {
            throw new IllegalArgumentException("1 to " + MOST_KEYS + " rows are locked at once, not " + sorted.size());
        }
        sorted.forEach(table::parameters);
        return table.in(transaction, "The rows could not be locked", () -> {
            List<RowKey> locked = table.isPostgres()
                    ? together(transaction, sorted, wait)
                    : new Guarded(table.dialect(), wait.longest())
                            .apart(transaction, same -> oneByOne(same, sorted, wait));
            if (wait.mode() != LockWait.Mode.SKIP_LOCKED && locked.size() < sorted.size()) {
                List<RowKey> missing = new ArrayList<>(sorted);
                missing.removeAll(locked);
                return new Stale<>("row missing: " + missing.get(0));
            }
            return new Applied<>(locked);
        });
    }

    private List<RowKey> together(Connection connection, List<RowKey> keys, LockWait wait) throws SQLException {
        List<RowKey> locked = new ArrayList<>();
        boolean limited = wait.mode() == LockWait.Mode.AT_MOST && keys.size() > 1;
        new Guarded(table.dialect(), wait.longest()).together(connection, trip -> {
            if (limited) {
                trip.then(LOCK_UNTIL, wait.longest().toMillis());
            }
            for (RowKey key : keys) {
                if (limited) {
                    trip.then(LESS_WAIT, wait.longest().toMillis());
                }
                trip.read(row -> locked.add(key), select(wait, Duration.ZERO), table.parameters(key));
            }
        });
        return locked;
    }

    private List<RowKey> oneByOne(Connection connection, List<RowKey> keys, LockWait wait) throws SQLException {
        long until = time.nanos() + wait.longest().toNanos();
        List<RowKey> locked = new ArrayList<>();
        for (RowKey key : keys) {
            String sql = select(wait, Duration.ofNanos(Math.max(0, until - time.nanos())));
            if (GuardedTable.read(connection, row -> {}, sql, table.parameters(key))) {
                locked.add(key);
            } else if (wait.mode() != LockWait.Mode.SKIP_LOCKED) {
                return locked;
            }
        }
        return locked;
    }

    private String select(LockWait wait, Duration left) {
        String mode = table.isPostgres() ? " FOR NO KEY UPDATE" : " FOR UPDATE";
        String how = switch (wait.mode()) {
            case NO_WAIT -> " NOWAIT";
            case SKIP_LOCKED -> " SKIP LOCKED";
            case AT_MOST ->
                switch (table.dialect()) {
                    case POSTGRESQL, MYSQL -> "";
                    case MARIADB -> " WAIT " + left.plusMillis(999).toSeconds();
                    case H2 -> " WAIT " + left.toMillis() / 1000.0;
                };
        };
        return "SELECT 1 FROM " + table.name() + " WHERE " + table.where() + mode + how;
    }
}
