package dev.onefold.jdbc;

import dev.onefold.RecordId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One identity on PostgreSQL: what is known of it, and whether the transaction has its lock. */
final class RecordClaim {

    private final Look look = new Look();
    private boolean readCommitted;
    private boolean locked;

    private RecordClaim() {}

    /** Look, lock, look, behind what the trip holds already. */
    static RecordClaim on(Connection connection, RecordId id, Trip trip) throws SQLException {
        RecordClaim claim = new RecordClaim();
        if (trip.isTogether()) {
            trip.readAll(claim::claimed, Statements.CLAIM, Statements.id(id), id.hash64())
                    .on(connection);
        } else {
            claim.stepByStep(connection, id, trip);
        }
        return claim;
    }

    private void stepByStep(Connection connection, RecordId id, Trip trip) throws SQLException {
        boolean[] known = new boolean[1];
        Trip.Reader first = row -> {
            readCommitted = row.getBoolean("read_committed");
            known[0] = row.getBoolean("known");
        };
        trip.read(first, Statements.KNOWN, Statements.id(id)).on(connection);
        Trip second = new Trip(false);
        if (!known[0]) {
            second.read(row -> locked = row.getBoolean(1), Statements.LOCK, id.hash64());
        }
        second.readAll(look::read, Statements.LOOK, Statements.id(id)).on(connection);
    }

    private void claimed(ResultSet row) throws SQLException {
        readCommitted = row.getBoolean("read_committed");
        locked = row.getBoolean("locked");
        look.read(row);
    }

    boolean isReadCommitted() {
        return readCommitted;
    }

    boolean isLocked() {
        return locked;
    }

    Row row() {
        return look.row();
    }

    /** Makes room for the record that is to be written, if the last one's time is over. */
    void makeRoom(Connection connection, RecordId id) throws SQLException {
        if (look.isPast()) {
            Sql.update(connection, Statements.FORGET, Statements.id(id));
        }
    }
}
