package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.store.TransactionalStore.Claim;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Claims several identities on PostgreSQL, as {@link RecordTransaction} claims one: by the same locks, in as many trips. */
final class BatchClaim {

    private final RecordId[] ids;
    private final boolean together;
    private final Claim[] claims;
    private final boolean[] locked;
    private boolean readCommitted;

    BatchClaim(List<RecordId> ids, boolean together) {
        this.ids = ids.toArray(RecordId[]::new);
        this.together = together;
        this.claims = new Claim[this.ids.length];
        this.locked = new boolean[this.ids.length];
    }

    /** Lock all, then look for all, as statements of their own. */
    void lock(Connection connection) throws SQLException {
        int[] all = IntStream.range(0, ids.length).toArray();
        new Trip(together)
                .readAll(row -> lock(row, all), BatchStatements.LOCK, locks(connection, all))
                .readAll(row -> seen(row, all), BatchStatements.LOOK, identities(connection, all))
                .on(connection);
    }

    private void lock(ResultSet row, int[] asked) throws SQLException {
        int which = asked[row.getInt("n") - 1];
        locked[which] = row.getBoolean("locked");
        claims[which] = locked[which] ? new Claim.Granted() : new Claim.Busy();
        readCommitted = row.getBoolean("read_committed");
    }

    private void seen(ResultSet row, int[] asked) throws SQLException {
        claims[asked[row.getInt("n") - 1]] =
                new Claim.Seen(Row.of(row, Dialect.POSTGRESQL).sighting());
    }

    /**
     * As for one identity: locks of the session, a look behind them, and a new beginning with a younger snapshot. A lock
     * that was had but is not needed, as somebody finished meanwhile, is given back with the others.
     */
    void lockBeforeSnapshot(Connection connection) throws SQLException {
        int[] wanted = granted();
        connection.rollback();
        new Trip(together)
                .then(Statements.READ_COMMITTED)
                .readAll(row -> lock(row, wanted), BatchStatements.SESSION_LOCK, locks(connection, wanted))
                .readAll(row -> seen(row, wanted), BatchStatements.LOOK, identities(connection, wanted))
                .on(connection);
        int[] held = Arrays.stream(wanted).filter(which -> locked[which]).toArray();
        int[] taken = granted();
        Trip end = new Trip(together);
        if (taken.length > 0) {
            connection.rollback();
            end.then(BatchStatements.LOCK_FOR_TRANSACTION, locks(connection, taken));
        }
        if (held.length > 0) {
            end.then(BatchStatements.SESSION_UNLOCK, locks(connection, held)).on(connection);
        }
    }

    private int[] granted() {
        return IntStream.range(0, claims.length)
                .filter(which -> claims[which] instanceof Claim.Granted)
                .toArray();
    }

    boolean isReadCommitted() {
        return readCommitted;
    }

    boolean isAnyGranted() {
        return granted().length > 0;
    }

    /** The locks of those granted. */
    List<Long> locks() {
        return Arrays.stream(granted()).mapToObj(which -> ids[which].hash64()).toList();
    }

    List<Claim> claims() {
        return List.of(claims);
    }

    private Array identities(Connection connection, int[] which) throws SQLException {
        return connection.createArrayOf(
                "bytea", Arrays.stream(which).mapToObj(i -> ids[i].bytes()).toArray(byte[][]::new));
    }

    private Array locks(Connection connection, int[] which) throws SQLException {
        return connection.createArrayOf(
                "int8", Arrays.stream(which).mapToObj(i -> ids[i].hash64()).toArray(Long[]::new));
    }
}
