package dev.onefold.benchmarks.experiment;

import dev.onefold.RecordId;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import dev.onefold.store.TransactionalStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Transactions in which nothing is claimed, and nothing looked for.
 *
 * @param remembering what is done with the records: nothing, which is what batching alone gives, or the least
 */
record NoClaims(DataSource dataSource, Remembering remembering) implements TransactionalStore<Connection> {

    /** What a transaction does last. */
    interface Remembering {
        void save(Connection connection, List<NewRecord> finished) throws SQLException;
    }

    @Override
    public Sighting find(RecordId id) {
        return new Sighting.Absent();
    }

    @Override
    public boolean joins() {
        return false;
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return false;
    }

    @Override
    public Transaction<Connection> open() {
        try {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            return new Plain(connection, remembering);
        } catch (SQLException e) {
            throw new StoreException("No transaction could be opened", e);
        }
    }

    private record Plain(Connection resource, Remembering remembering) implements Transaction<Connection> {

        @Override
        public boolean joined() {
            return false;
        }

        @Override
        public Claim claim(RecordId id) {
            return new Claim.Granted();
        }

        @Override
        public boolean save(NewRecord finished) {
            return save(List.of(finished));
        }

        @Override
        public boolean save(List<NewRecord> finished) {
            try {
                remembering.save(resource, finished);
                return true;
            } catch (SQLException e) {
                throw new StoreException("Nothing could be remembered", e);
            }
        }

        @Override
        public Commit commit() {
            try {
                resource.commit();
                return new Commit.Done();
            } catch (SQLException e) {
                return new Commit.Lost(new StoreException("The commit failed", e));
            }
        }

        @Override
        public void close() {
            try {
                resource.rollback();
                resource.setAutoCommit(true);
                resource.close();
            } catch (SQLException e) {
                throw new StoreException("The connection could not be given back", e);
            }
        }

        @Override
        public void mark() {
            throw new IllegalStateException("Nothing joins this transaction");
        }

        @Override
        public void undo() {
            throw new IllegalStateException("Nothing joins this transaction");
        }
    }
}
