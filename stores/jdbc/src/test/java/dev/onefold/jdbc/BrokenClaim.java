package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import dev.onefold.store.TransactionalStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A store with a claim that is wrong, to see that the schedules find it: it looks before the lock and not after, or
 * takes no lock at all.
 */
record BrokenClaim(TransactionalStore<Connection> real, boolean locks) implements TransactionalStore<Connection> {

    @Override
    public Sighting find(RecordId id) {
        return real.find(id);
    }

    @Override
    public boolean joins() {
        return real.joins();
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return real.isTransient(failure);
    }

    @Override
    public Transaction<Connection> open() {
        return new Broken(real.open());
    }

    private final class Broken implements Transaction<Connection> {

        private final Transaction<Connection> sound;

        Broken(Transaction<Connection> sound) {
            this.sound = sound;
        }

        @Override
        public Claim claim(RecordId id) {
            try {
                Row seen = look(id);
                if (!seen.absent()) {
                    return new Claim.Seen(seen.sighting());
                }
                return !locks || lock(id) ? new Claim.Granted() : new Claim.Busy();
            } catch (SQLException e) {
                throw new StoreException("The claim failed", e);
            }
        }

        private Row look(RecordId id) throws SQLException {
            try (PreparedStatement statement = resource().prepareStatement(Statements.LOOK)) {
                statement.setObject(1, Statements.id(id));
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Row.of(row, Dialect.POSTGRESQL) : Row.NONE;
                }
            }
        }

        private boolean lock(RecordId id) throws SQLException {
            try (PreparedStatement statement = resource().prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
                statement.setLong(1, id.hash64());
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        }

        @Override
        public boolean joined() {
            return sound.joined();
        }

        @Override
        public Connection resource() {
            return sound.resource();
        }

        @Override
        public void mark() {
            sound.mark();
        }

        @Override
        public void undo() {
            sound.undo();
        }

        @Override
        public boolean save(NewRecord finished) {
            return sound.save(finished);
        }

        @Override
        public Commit commit() {
            return sound.commit();
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
