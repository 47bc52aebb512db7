package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The steps of the leased mode, each on a connection of its own. */
final class Leases implements LeasedStore {

    private final Connections connections;
    private final Statements statements;
    private final boolean together;

    Leases(Connections connections, Statements statements, boolean together) {
        this.connections = connections;
        this.statements = statements;
        this.together = together;
    }

    /** Under the same lock as the transactional mode, so that both modes meet on one key. */
    @Override
    public Acquired acquire(LeaseRequest request) {
        return connections.inTransaction("The key could not be claimed", connection -> {
            Trip begin = new Trip(together).then(Statements.READ_COMMITTED);
            RecordClaim claim = RecordClaim.on(connection, request.id(), begin);
            Row row = claim.row();
            if (row.heldBy(request)) {
                return granted(request, row.fence());
            }
            if (row.openTo(request) && claim.isLocked()) {
                return leased(request, takeOver(connection, request, row.fence()));
            }
            if (!row.absent()) {
                return new Acquired.Seen(row.sighting());
            }
            if (!claim.isLocked()) {
                return new Acquired.Busy();
            }
            claim.makeRoom(connection, request.id());
            return leased(request, create(connection, request));
        });
    }

    private static Acquired leased(LeaseRequest request, @Nullable Long fence) {
        return fence == null ? new Acquired.Busy() : granted(request, fence);
    }

    private static Acquired granted(LeaseRequest request, long fence) {
        return new Acquired.Granted(new Lease(request.id(), request.owner(), fence));
    }

    private static @Nullable Long create(Connection connection, LeaseRequest request) throws SQLException {
        return Sql.number(
                connection,
                Statements.NEW_LEASE,
                Statements.id(request.id()),
                request.owner(),
                request.operation(),
                request.fingerprint().toBytes(),
                request.length().toMillis(),
                request.takeOver());
    }

    private static @Nullable Long takeOver(Connection connection, LeaseRequest request, long from) throws SQLException {
        return Sql.number(
                connection,
                Statements.TAKE_OVER,
                Statements.id(request.id()),
                from,
                request.owner(),
                request.length().toMillis(),
                request.takeOver());
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return connections.autoCommitting(
                "The lease could not be renewed",
                connection -> Sql.update(
                                connection,
                                Statements.RENEW,
                                length.toMillis(),
                                Statements.id(lease.id()),
                                lease.owner(),
                                lease.fence())
                        == 1);
    }

    @Override
    public boolean release(Lease lease) {
        return change("The claim could not be released", Statements.RELEASE, lease);
    }

    @Override
    public boolean doubt(Lease lease) {
        return change("The claim could not be left in doubt", Statements.DOUBT, lease);
    }

    private boolean change(String failure, String sql, Lease lease) {
        return connections.autoCommitting(
                failure,
                connection ->
                        Sql.update(connection, sql, Statements.id(lease.id()), lease.owner(), lease.fence()) == 1);
    }

    @Override
    public boolean complete(Lease lease, NewRecord finished) {
        Object[] claim = {Statements.id(lease.id()), lease.owner(), lease.fence()};
        return connections.autoCommitting(
                "The answer could not be saved",
                connection -> Sql.update(connection, statements.complete(), Insert.parameters(finished, claim)) == 1
                        || finishedBy(connection, lease));
    }

    private static boolean finishedBy(Connection connection, Lease lease) throws SQLException {
        return Sql.number(connection, Statements.FINISHED_BY, Statements.id(lease.id()), lease.fence()) != null;
    }

    @Override
    public boolean settle(RecordId id, @Nullable NewRecord finished) {
        return connections.inTransaction("The claim could not be settled", connection -> {
            boolean settled = Sql.update(connection, Statements.SETTLE, Statements.id(id)) == 1;
            if (settled && finished != null) {
                Sql.update(connection, statements.save(), Insert.parameters(finished));
            }
            return settled;
        });
    }

    /** Whether anybody holds the lock of the identity, seen without asking for it. */
    boolean isLocked(RecordId id) {
        return connections.autoCommitting("The key's lock could not be seen", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(Statements.LOCKED)) {
                statement.setLong(1, id.hash64());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    @Override
    public Sighting find(RecordId id) {
        return connections.autoCommitting("The record could not be read", connection -> {
            Look look = new Look();
            new Trip(together)
                    .readAll(look::read, Statements.LOOK, Statements.id(id))
                    .on(connection);
            return look.row().sighting();
        });
    }

    @Override
    public List<Sighting> find(List<RecordId> ids) {
        return connections.autoCommitting("The records could not be read", connection -> {
            Map<UUID, Sighting> seen = new HashMap<>();
            UUID[] sought = ids.stream().map(Statements::id).toArray(UUID[]::new);
            new Trip(together)
                    .readAll(
                            row -> {
                                Look look = new Look();
                                look.read(row);
                                if (!look.isPast()) {
                                    seen.put(
                                            row.getObject("id", UUID.class),
                                            look.row().sighting());
                                }
                            },
                            BatchStatements.LOOK,
                            connection.createArrayOf("uuid", sought))
                    .on(connection);
            return Arrays.stream(sought)
                    .map(id -> seen.getOrDefault(id, new Sighting.Absent()))
                    .toList();
        });
    }
}
