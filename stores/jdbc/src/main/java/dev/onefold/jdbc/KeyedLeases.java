package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the leased mode where the primary key is the claim. Whoever changes a record's holder has its row; a
 * renewal changes the row of the lease only.
 */
final class KeyedLeases implements LeasedStore {

    private static final String THIS_LEASE = " WHERE id = ? AND owner = ? AND fence = ?";

    private final Connections connections;
    private final KeyedSql sql;

    KeyedLeases(Connections connections, KeyedSql sql) {
        this.connections = connections;
        this.sql = sql;
    }

    @Override
    public Sighting find(RecordId id) {
        return connections.autoCommitting(
                "The record could not be read",
                connection -> sql.look(connection, id).sighting());
    }

    @Override
    public List<Sighting> find(List<RecordId> ids) {
        return connections.autoCommitting("The records could not be read", connection -> {
            Map<RecordId, Row> seen = sql.look(connection, ids);
            return ids.stream()
                    .map(id -> seen.getOrDefault(id, Row.NONE).sighting())
                    .toList();
        });
    }

    @Override
    public Acquired acquire(LeaseRequest request) {
        return connections.inTransaction("The key could not be claimed", connection -> {
            try {
                sql.readCommitted(connection);
                return acquire(connection, request);
            } catch (SQLException e) {
                if (Sql.isTransient(e)) {
                    // another was at it; what this transaction did is gone, or goes now
                    connection.rollback();
                    return new Acquired.Busy();
                }
                throw e;
            }
        });
    }

    private Acquired acquire(Connection connection, LeaseRequest request) throws SQLException {
        Row row = sql.look(connection, request.id());
        if (row.absent()) {
            if (sql.claim(connection, request.id())) {
                return create(connection, request);
            }
            row = sql.look(connection, request.id());
        }
        if (row.heldBy(request)) {
            return granted(request, row.fence());
        }
        if (row.openTo(request)) {
            return takeOver(connection, request, row);
        }
        return row.absent() ? new Acquired.Busy() : new Acquired.Seen(row.sighting());
    }

    private static Acquired granted(LeaseRequest request, long fence) {
        return new Acquired.Granted(new Lease(request.id(), request.owner(), fence));
    }

    private Acquired create(Connection connection, LeaseRequest request) throws SQLException {
        long fence = sql.fence(connection);
        byte[] id = request.id().bytes();
        Sql.update(
                connection,
                "UPDATE onefold_record SET operation = ?, fingerprint = ?, owner = ?, fence = ?, take_over = ?,"
                        + " content = NULL, answer_until = NULL, forget_at = NULL WHERE id = ?",
                request.operation(),
                request.fingerprint().toBytes(),
                request.owner(),
                fence,
                request.takeOver(),
                id);
        Sql.update(
                connection,
                "INSERT INTO onefold_lease (id, owner, fence, lease_until) VALUES (?, ?, ?, " + sql.until() + ")",
                id,
                request.owner(),
                fence,
                request.length().toMillis());
        return granted(request, fence);
    }

    /** Waits for nobody: a guard of the old owner's business transaction keeps the record its own. */
    private Acquired takeOver(Connection connection, LeaseRequest request, Row old) throws SQLException {
        long fence = sql.fence(connection);
        Object[] was = {request.id().bytes(), String.valueOf(old.owner()), old.fence()};
        int changed = sql.noWait(
                connection,
                0,
                noWait -> Sql.update(
                        connection,
                        noWait + "UPDATE onefold_lease SET owner = ?, fence = ?, lease_until = " + sql.until()
                                + THIS_LEASE + " AND lease_until <= onefold_now()",
                        Sql.all(was, request.owner(), fence, request.length().toMillis())));
        if (changed == 1) {
            changed = sql.noWait(
                    connection,
                    0,
                    noWait -> Sql.update(
                            connection,
                            noWait + "UPDATE onefold_record SET owner = ?, fence = ?, take_over = ?" + THIS_LEASE,
                            Sql.all(was, request.owner(), fence, request.takeOver())));
        }
        if (changed == 1) {
            return granted(request, fence);
        }
        connection.rollback();
        return new Acquired.Busy();
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return connections.autoCommitting(
                "The lease could not be renewed",
                connection -> Sql.update(
                                connection,
                                "UPDATE onefold_lease SET lease_until = " + sql.until() + THIS_LEASE,
                                Sql.all(parameters(lease), length.toMillis()))
                        == 1);
    }

    @Override
    public boolean complete(Lease lease, NewRecord finished) {
        return connections.inTransaction("The answer could not be saved", connection -> {
            boolean saved = sql.save(connection, finished, THIS_LEASE, parameters(lease));
            if (saved) {
                forget(connection, lease.id());
            }
            return saved
                    || Sql.number(
                                    connection,
                                    "SELECT 1 FROM onefold_record WHERE id = ? AND fence = ? AND verdict IS NOT NULL",
                                    lease.id().bytes(),
                                    lease.fence())
                            != null;
        });
    }

    @Override
    public boolean release(Lease lease) {
        return connections.inTransaction("The claim could not be released", connection -> {
            boolean released =
                    Sql.update(connection, "DELETE FROM onefold_record" + THIS_LEASE, parameters(lease)) == 1;
            if (released) {
                forget(connection, lease.id());
            }
            return released;
        });
    }

    private static void forget(Connection connection, RecordId id) throws SQLException {
        Sql.update(connection, "DELETE FROM onefold_lease WHERE id = ?", (Object) id.bytes());
    }

    @Override
    public boolean doubt(Lease lease) {
        return connections.autoCommitting(
                "The claim could not be left in doubt",
                connection -> Sql.update(connection, "DELETE FROM onefold_lease" + THIS_LEASE, parameters(lease)) == 1);
    }

    @Override
    public boolean settle(RecordId id, @Nullable NewRecord finished) {
        return connections.inTransaction("The claim could not be settled", connection -> {
            sql.readCommitted(connection);
            byte[] key = id.bytes();
            Long fence = Sql.number(
                    connection,
                    "SELECT fence FROM onefold_record WHERE id = ? AND owner IS NOT NULL FOR UPDATE",
                    (Object) key);
            if (fence == null || !(sql.look(connection, id).sighting() instanceof Sighting.InDoubt)) {
                return false;
            }
            Sql.update(connection, "DELETE FROM onefold_lease WHERE id = ? AND lease_until <= onefold_now()", (Object)
                    key);
            if (Sql.number(connection, "SELECT 1 FROM onefold_lease WHERE id = ?", (Object) key) != null) {
                // its owner woke up and renewed it
                return false;
            }
            return finished == null
                    ? Sql.update(connection, "DELETE FROM onefold_record WHERE id = ? AND fence = ?", key, fence) == 1
                    : sql.save(connection, finished, ", fence = NULL WHERE id = ? AND fence = ?", key, fence);
        });
    }

    private static Object[] parameters(Lease lease) {
        return new Object[] {lease.id().bytes(), lease.owner(), lease.fence()};
    }
}
