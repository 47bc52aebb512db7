package dev.onefold.jdbc;

import dev.onefold.RecordId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** One identity on PostgreSQL: what is known of it, and whether the transaction has its lock. */
final class RecordClaim {

    private final Look look = new Look();
    private boolean readCommitted = true;
    private boolean locked = true;

    private RecordClaim() {}

    /** Lock, and look, behind what the trip holds already. */
    static RecordClaim on(Connection connection, RecordId id, Trip trip) throws SQLException {
        RecordClaim claim = new RecordClaim();
        if (trip.isTogether()) {
            trip.read(claim::claimed, Statements.CLAIM, Statements.id(id), id.hash64());
        } else {
            trip.read(claim::locked, Statements.LOCK, id.hash64())
                    .readAll(claim.look::read, Statements.LOOK, Statements.id(id));
        }
        trip.on(connection);
        return claim;
    }

    private void claimed(ResultSet row) throws SQLException {
        Array known = row.getArray(1);
        if (known != null) {
            String[] values = (String[]) known.getArray();
            readCommitted = Boolean.parseBoolean(values[0]);
            locked = Boolean.parseBoolean(values[1]);
            look.read(Arrays.asList(values).subList(2, values.length));
        }
    }

    private void locked(ResultSet row) throws SQLException {
        readCommitted = row.getBoolean("read_committed");
        locked = row.getBoolean("locked");
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
