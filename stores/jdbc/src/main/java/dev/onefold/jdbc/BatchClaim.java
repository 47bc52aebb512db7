package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.store.TransactionalStore.Claim;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Claims several identities on PostgreSQL, as {@link RecordTransaction} claims one: by the same locks, in as many trips. */
final class BatchClaim {

    private final UUID[] ids;
    private final Long[] locks;
    private final boolean together;
    private final Claim[] claims;
    private final List<UUID> past = new ArrayList<>();
    private boolean readCommitted;

    BatchClaim(List<RecordId> ids, boolean together) {
        this.ids = ids.stream().map(Statements::id).toArray(UUID[]::new);
        this.locks = ids.stream().map(RecordId::hash64).toArray(Long[]::new);
        this.together = together;
        this.claims = new Claim[this.ids.length];
    }

    /** Lock all, then look for all, as statements of their own. */
    void lock(Connection connection) throws SQLException {
        int[] all = IntStream.range(0, ids.length).toArray();
        new Trip(together)
                .read(row -> locked(row, all), BatchStatements.LOCK, locks(connection, all))
                .readAll(this::seen, BatchStatements.LOOK, identities(connection, ids))
                .on(connection);
    }

    private void locked(ResultSet row, int[] asked) throws SQLException {
        readCommitted = row.getBoolean("read_committed");
        for (int which : asked) {
            claims[which] = new Claim.Granted();
        }
        for (Integer place : (Integer[]) row.getArray("busy").getArray()) {
            claims[asked[place - 1]] = new Claim.Busy();
        }
    }

    private void seen(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        if (row.getBoolean("past")) {
            past.add(id);
        } else {
            claims[Arrays.asList(ids).indexOf(id)] =
                    new Claim.Seen(Row.of(row, Dialect.POSTGRESQL).sighting());
        }
    }

    /**
     * As for one identity: locks of the session, a look behind them, and a new beginning with a younger snapshot. A lock
     * that was had but is not needed, as somebody finished meanwhile, is given back with the others.
     */
    void lockBeforeSnapshot(Connection connection) throws SQLException {
        int[] wanted = granted();
        connection.rollback();
        boolean[] held = new boolean[ids.length];
        new Trip(together)
                .then(Statements.READ_COMMITTED)
                .read(
                        row -> {
                            locked(row, wanted);
                            for (int which : granted()) {
                                held[which] = true;
                            }
                        },
                        BatchStatements.SESSION_LOCK,
                        locks(connection, wanted))
                .readAll(this::seen, BatchStatements.LOOK, identities(connection, ids(wanted)))
                .on(connection);
        int[] taken = granted();
        Trip end = new Trip(together);
        if (taken.length > 0) {
            connection.rollback();
            end.then(BatchStatements.LOCK_FOR_TRANSACTION, locks(connection, taken));
        }
        int[] unlocked =
                IntStream.range(0, held.length).filter(which -> held[which]).toArray();
        if (unlocked.length > 0) {
            end.then(BatchStatements.SESSION_UNLOCK, locks(connection, unlocked))
                    .on(connection);
        }
    }

    /** Makes room for the records that are to be written, where the last one's time is over. */
    void makeRoom(Connection connection) throws SQLException {
        if (!past.isEmpty()) {
            Sql.update(connection, BatchStatements.FORGET, identities(connection, past.toArray(UUID[]::new)));
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
        return Arrays.stream(granted()).mapToObj(which -> locks[which]).toList();
    }

    List<Claim> claims() {
        return List.of(claims);
    }

    private UUID[] ids(int[] which) {
        return Arrays.stream(which).mapToObj(i -> ids[i]).toArray(UUID[]::new);
    }

    private static Array identities(Connection connection, UUID[] which) throws SQLException {
        return connection.createArrayOf("uuid", which);
    }

    private Array locks(Connection connection, int[] which) throws SQLException {
        return connection.createArrayOf(
                "int8", Arrays.stream(which).mapToObj(i -> locks[i]).toArray(Long[]::new));
    }
}
