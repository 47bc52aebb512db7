package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.sequence.Feed.Mode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Looks at a source and a number of it, and keeps others from settling them until the transaction ends. Never waits. */
sealed interface SourceLock {

    /** One number of one source, or with number 0 the source alone. */
    record Target(RecordId source, long epoch, long number, Mode mode) {

        /** Different for every number of a source, and never the source's own. */
        long numberLock() {
            return source.hash64() + number * 0x9E3779B97F4A7C15L;
        }

        /** For the source's row, where numbers are settled side by side: no number's lock, as numbers begin at 1. */
        long settleLock() {
            return source.hash64() - 0x9E3779B97F4A7C15L;
        }

        /** Whether the source's numbers are settled one after the other. */
        boolean isOrdered() {
            return mode != Mode.UNIQUE || number == 0;
        }
    }

    /**
     * What a look found.
     *
     * @param locked whether it took the locks
     * @param current whether it saw all that was committed before
     */
    record Seen(SourceRow row, boolean locked, boolean current) {}

    static SourceLock of(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? new Advisory() : new OnRow(dialect);
    }

    /** What is there, and on some databases the locks, unless the number is known. */
    Seen look(Connection connection, Target target) throws SQLException;

    /**
     * Makes what a look saw true until the end of the transaction, and the source's row exist. Undone by a rollback to a
     * savepoint set before.
     *
     * @return false if another transaction is at work, or this one is too old to know
     * @throws SQLException also if the source changed since this transaction's snapshot: a transient one, or one of locks
     */
    boolean hold(Connection connection, Target target, Seen seen) throws SQLException;

    /**
     * PostgreSQL's locks of the transaction, with which different numbers of a source do not meet: shared on the source
     * and exclusive on the number, or exclusive on a source that is ordered, new or about to begin an epoch. The look-up
     * is a statement of its own behind the locks and sees all that was committed under them, unless the snapshot is
     * older.
     */
    record Advisory() implements SourceLock {

        private static final String LOCK = """
                SELECT current_setting('transaction_isolation') = 'read committed',
                       CASE WHEN EXISTS (SELECT 1 FROM onefold_sequence WHERE source = ? AND epoch = ? AND number = ?)
                            THEN false
                            WHEN ? OR NOT EXISTS (SELECT 1 FROM onefold_source WHERE source = ? AND epoch >= ?)
                            THEN pg_try_advisory_xact_lock(?)
                            ELSE pg_try_advisory_xact_lock_shared(?) AND pg_try_advisory_xact_lock(?) END""";

        private static final String CREATE = CREATE_ROW + " ON CONFLICT (source) DO NOTHING";

        /** Refused by the database if the row was changed since the snapshot; no row if it is being changed. */
        private static final String CONFIRM =
                "SELECT 1 FROM onefold_source WHERE source = ? AND pg_try_advisory_xact_lock_shared(?) FOR SHARE NOWAIT";

        @Override
        public Seen look(Connection connection, Target target) throws SQLException {
            byte[] source = target.source().bytes();
            long lock = target.source().hash64();
            boolean[] locks = new boolean[2];
            Found found = new Found(Dialect.POSTGRESQL);
            new Trip(true)
                    .read(
                            row -> {
                                locks[0] = row.getBoolean(1);
                                locks[1] = row.getBoolean(2);
                            },
                            LOCK,
                            source,
                            target.epoch(),
                            target.number(),
                            target.isOrdered(),
                            source,
                            target.epoch(),
                            lock,
                            lock,
                            target.numberLock())
                    .read(found::read, SourceRow.LOOK, target.number(), target.epoch(), target.number(), source)
                    .on(connection);
            return new Seen(found.row, locks[1], locks[0]);
        }

        @Override
        public boolean hold(Connection connection, Target target, Seen seen) throws SQLException {
            if (!seen.locked()) {
                return false;
            }
            if (seen.row().isUnknown()) {
                return create(connection, target, CREATE) == 1;
            }
            return seen.current() || confirm(connection, target);
        }

        private static boolean confirm(Connection connection, Target target) throws SQLException {
            boolean[] confirmed = new boolean[1];
            new Trip(true)
                    .read(row -> confirmed[0] = true, CONFIRM, target.source().bytes(), target.settleLock())
                    .on(connection);
            return confirmed[0];
        }
    }

    /**
     * A lock on the source's row, which counts its changes: if it has not changed since the look, nothing has. The
     * numbers of a source are settled one after the other. A row that may be missing is never locked: InnoDB would lock
     * the gap, and two sources would stand in each other's way.
     */
    record OnRow(Dialect dialect) implements SourceLock {

        private static final String HOLD = "SELECT changes FROM onefold_source WHERE source = ? FOR UPDATE NOWAIT";

        @Override
        public Seen look(Connection connection, Target target) throws SQLException {
            Found found = new Found(dialect);
            new Trip(false)
                    .read(
                            found::read,
                            SourceRow.LOOK,
                            target.number(),
                            target.epoch(),
                            target.number(),
                            target.source().bytes())
                    .on(connection);
            return new Seen(found.row, false, true);
        }

        @Override
        public boolean hold(Connection connection, Target target, Seen seen) throws SQLException {
            if (seen.row().isUnknown()) {
                // MySQL waits for a second if another makes the row, once in a source's life
                String now = dialect == Dialect.MARIADB ? "SET STATEMENT innodb_lock_wait_timeout = 0 FOR " : "";
                return new Guarded(dialect, Duration.ofMillis(1))
                                .apart(connection, same -> create(same, target, now + CREATE_ROW))
                        == 1;
            }
            try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
                statement.setBytes(1, target.source().bytes());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() && row.getLong(1) == seen.row().changes();
                }
            }
        }
    }

    /** Parameters: source, epoch. */
    String CREATE_ROW = "INSERT INTO onefold_source (source, epoch, mark, kept_above, skipped, marked_at, changes)"
            + " VALUES (?, ?, 0, 0, false, onefold_now(), 0)";

    private static int create(Connection connection, Target target, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, target.source().bytes());
            statement.setLong(2, target.epoch());
            return statement.executeUpdate();
        }
    }

    /** Where the look-up's answer goes. */
    final class Found {
        private final Dialect dialect;
        private SourceRow row = SourceRow.UNKNOWN;

        Found(Dialect dialect) {
            this.dialect = dialect;
        }

        void read(ResultSet result) throws SQLException {
            row = SourceRow.of(result, dialect);
        }
    }
}
