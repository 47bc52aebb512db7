package dev.onefold.jdbc;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.RecordId;
import dev.onefold.jdbc.SourceLock.Target;
import dev.onefold.sequence.Feed;
import dev.onefold.sequence.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Writes an accepted number, moves the mark over what is settled, and deletes what need not be kept below it. */
final class SequenceStatements {

    static final String SAVEPOINT = "onefold_sequence";

    /** An accepted number, but for which one it is. */
    record NewEntry(Fingerprint fingerprint, int verdict, String code, Content content) {}

    private static final String INSERT = """
            INSERT INTO onefold_sequence (source, epoch, number, fingerprint, verdict, code, media_type, content,
                   accepted_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, onefold_now())""";

    /** The last of the accepted numbers that follow each other from base + 1 on; no row if that one is missing. */
    private static final String RUN_END = """
            SELECT r.number FROM onefold_sequence r
             WHERE r.source = ? AND r.epoch = ? AND r.number > ?
               AND EXISTS (SELECT 1 FROM onefold_sequence f WHERE f.source = ? AND f.epoch = ? AND f.number = ?)
               AND NOT EXISTS (SELECT 1 FROM onefold_sequence n
                                WHERE n.source = r.source AND n.epoch = r.epoch AND n.number = r.number + 1)
             ORDER BY r.number LIMIT 1""";

    private static final String SETTLE = """
            UPDATE onefold_source SET epoch = ?, mark = ?, kept_above = ?, skipped = ?, marked_at = onefold_now(),
                   changes = changes + 1
             WHERE source = ?""";

    /**
     * Where numbers are settled side by side: if another is at it, or was further, it is left to that one or the next.
     * Whoever locks the row beside numbers has this lock of PostgreSQL's first, so the row itself is never waited for.
     */
    private static final String SETTLE_UNLESS_ANOTHER_DOES = """
            UPDATE onefold_source SET mark = ?, kept_above = greatest(kept_above, ?), skipped = skipped OR ?,
                   marked_at = onefold_now(), changes = changes + 1
             WHERE source = ? AND mark < ? AND pg_try_advisory_xact_lock(?)""";

    private static final String COUNT = "UPDATE onefold_source SET changes = changes + 1 WHERE source = ?";

    private static final String FORGET_EPOCHS = "DELETE FROM onefold_sequence WHERE source = ? AND epoch < ?";

    /** Never above what is settled, whoever settled it. */
    private static final String FORGET = """
            DELETE FROM onefold_sequence WHERE source = ? AND epoch = ? AND number > ?
               AND number <= (SELECT kept_above FROM onefold_source WHERE source = ?)""";

    private static final String OLD =
            "SELECT number FROM onefold_sequence WHERE source = ? AND epoch = ? AND number > ? AND number <= ?";
    private static final String FORGET_ONE =
            "DELETE FROM onefold_sequence WHERE source = ? AND epoch = ? AND number = ?";

    private static final String POSITION = "SELECT epoch, mark FROM onefold_source WHERE source = ?";

    private final boolean sideBySide;

    SequenceStatements(Dialect dialect) {
        this.sideBySide = dialect == Dialect.POSTGRESQL;
    }

    void save(Connection connection, Feed<?> feed, Target target, SourceRow seen, NewEntry entry) throws SQLException {
        SourceRow now = seen.in(target.epoch());
        long number = target.number();
        Trip trip = new Trip(sideBySide);
        if (!target.isOrdered() || feed.answers() > 0) {
            trip.then(
                    INSERT,
                    target.source().bytes(),
                    target.epoch(),
                    number,
                    entry.fingerprint().toBytes(),
                    entry.verdict(),
                    entry.code(),
                    entry.content().mediaType(),
                    entry.content().bytes());
        }
        if (target.isOrdered()) {
            settle(connection, trip, feed, target, seen, number, number > now.mark() + 1);
            return;
        }
        long base = Math.max(now.mark(), number - feed.reach());
        boolean passing = base > now.mark();
        boolean next = number == now.mark() + 1;
        long mark = next ? number : now.mark();
        if (passing || now.runIsThere()) {
            mark = runEnd(connection, trip, target, base);
            trip = new Trip(sideBySide);
        }
        settle(connection, trip, feed, target, seen, mark, passing);
    }

    /** Returns where the mark is then. */
    long skip(Connection connection, Feed<?> feed, Target target, SourceRow seen, long upTo) throws SQLException {
        Trip trip = new Trip(sideBySide);
        long mark = runEnd(connection, trip, target, upTo);
        settle(connection, new Trip(sideBySide), feed, target, seen, mark, true);
        return mark;
    }

    private static long runEnd(Connection connection, Trip trip, Target target, long base) throws SQLException {
        byte[] source = target.source().bytes();
        long[] end = {base};
        trip.read(
                        row -> end[0] = row.getLong(1),
                        RUN_END,
                        source,
                        target.epoch(),
                        base,
                        source,
                        target.epoch(),
                        base + 1)
                .on(connection);
        return end[0];
    }

    private void settle(
            Connection connection, Trip trip, Feed<?> feed, Target target, SourceRow seen, long mark, boolean passing)
            throws SQLException {
        SourceRow now = seen.in(target.epoch());
        byte[] source = target.source().bytes();
        long keptAbove = Math.max(now.keptAbove(), mark - feed.answers());
        boolean newEpoch = !seen.isUnknown() && seen.epoch() < target.epoch();
        if (newEpoch || (mark > now.mark() && (target.isOrdered() || !sideBySide))) {
            trip.then(SETTLE, target.epoch(), mark, keptAbove, now.skipped() || passing, source);
        } else if (mark > now.mark()) {
            trip.then(SETTLE_UNLESS_ANOTHER_DOES, mark, keptAbove, passing, source, mark, target.settleLock());
        } else if (!sideBySide) {
            trip.then(COUNT, source);
        }
        if (newEpoch) {
            trip.then(FORGET_EPOCHS, source, target.epoch());
        }
        // an eighth more than the feed keeps, so that not every number pays for the deletion of another
        long together = Math.max(1, feed.answers() / 8);
        long forgotten = now.keptAbove() - now.keptAbove() % together;
        boolean forgetting = keptAbove - forgotten >= together;
        if (forgetting && sideBySide) {
            trip.then(FORGET, source, target.epoch(), forgotten, source);
        }
        if (sideBySide) {
            trip.then("RELEASE SAVEPOINT " + SAVEPOINT);
        }
        trip.on(connection);
        if (forgetting && !sideBySide) {
            forgetOneByOne(connection, target, forgotten, keptAbove);
        }
    }

    /** A range would lock the gap up to the next source in InnoDB. */
    private static void forgetOneByOne(Connection connection, Target target, long above, long upTo)
            throws SQLException {
        Trip trip = new Trip(false);
        try (PreparedStatement statement = connection.prepareStatement(OLD)) {
            statement.setBytes(1, target.source().bytes());
            statement.setLong(2, target.epoch());
            statement.setLong(3, above);
            statement.setLong(4, upTo);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    trip.then(FORGET_ONE, target.source().bytes(), target.epoch(), row.getLong(1));
                }
            }
        }
        trip.on(connection);
    }

    Optional<Position> position(Connection connection, RecordId source) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POSITION)) {
            statement.setBytes(1, source.bytes());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Position(row.getLong("epoch"), row.getLong("mark")))
                        : Optional.empty();
            }
        }
    }
}
