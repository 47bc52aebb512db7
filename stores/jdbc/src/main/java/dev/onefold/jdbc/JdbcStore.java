package dev.onefold.jdbc;

import dev.onefold.Attempt;
import dev.onefold.LeaseLostException;
import dev.onefold.Operation;
import dev.onefold.RecordId;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.NewRecord;
import dev.onefold.store.RetryTransactionException;
import dev.onefold.store.Sighting;
import dev.onefold.store.TransactionalStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Records in a database (PostgreSQL, MariaDB, H2; MySQL is written and not tested), in the transaction of the business
 * they protect.
 *
 * <p>On PostgreSQL a first request costs two round trips more than the business alone (four in a transaction of its own
 * at REPEATABLE READ or SERIALIZABLE, three in one that the caller holds), on MariaDB three, a replay one; neither waits
 * for a lock. The guarantee holds at every isolation level. Times are the database's own. Safe for use by many threads;
 * needs the tables of {@link JdbcSchema} and, once in a while, {@link #maintain}.
 */
public final class JdbcStore implements TransactionalStore<Connection>, LeasedStore {

    private final JdbcTransactions transactions;
    private final Records records;
    private final Buckets buckets;

    private JdbcStore(JdbcTransactions transactions, Records records, Buckets buckets) {
        this.transactions = transactions;
        this.records = records;
        this.buckets = buckets;
    }

    /**
     * Begins a transaction of its own for every request.
     *
     * @throws IllegalStateException if the tables are missing or of another version, or the database's locks do not
     *     lock, saying what to do
     */
    public static JdbcStore on(DataSource dataSource) {
        return on(dataSource, new DataSourceTransactions(dataSource));
    }

    /**
     * Joins and begins transactions as {@code transactions} does. They must be transactions on {@code dataSource}, which
     * itself is used for look-ups and leases only.
     */
    public static JdbcStore on(DataSource dataSource, JdbcTransactions transactions) {
        return on(dataSource, transactions, true);
    }

    /** For tests: {@code together} false sends every statement in a round trip of its own. */
    static JdbcStore on(DataSource dataSource, JdbcTransactions transactions, boolean together) {
        Connections connections = new Connections(dataSource);
        Dialect dialect = connections.autoCommitting("The database could not be asked what it is", Dialect::of);
        Buckets buckets = new SchemaCheck(connections, dialect).buckets();
        return new JdbcStore(transactions, Records.on(dialect, connections, buckets, together), buckets);
    }

    /**
     * This store in a transaction that the caller holds: it joins the connection's open one, or, if auto-commit is on,
     * begins and commits one on it. For use by the thread that uses the connection.
     */
    public TransactionalStore<Connection> within(Connection connection) {
        return new JdbcStore(new ConnectionTransactions(connection), records, buckets);
    }

    @Override
    public void check(Operation<?> operation) {
        longest(operation, "answer", operation.retention().answer(), buckets.mostAnswer());
        longest(operation, "tombstone", operation.retention().tombstone(), buckets.mostKnown());
    }

    private static void longest(Operation<?> operation, String name, Duration wanted, Duration most) {
        if (wanted.compareTo(most) > 0) {
            throw new IllegalArgumentException("Operation '" + operation.name() + "' has a retention." + name + " of "
                    + wanted + ", but this database keeps at most " + most
                    + ": shorten it, or initialise the tables with JdbcSchema.initialize for longer");
        }
    }

    @Override
    public Sighting find(RecordId id) {
        return records.leases().find(id);
    }

    @Override
    public List<Sighting> find(List<RecordId> ids) {
        return records.leases().find(ids);
    }

    @Override
    public boolean joins() {
        return transactions.joins();
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return failure instanceof RetryTransactionException || Sql.isTransient(failure);
    }

    @Override
    public boolean isAtWork(RecordId id) {
        return records.atWork().test(id);
    }

    @Override
    public Transaction<Connection> open() {
        try {
            return records.transactions().apply(transactions.open());
        } catch (SQLException e) {
            throw Sql.failure("No transaction could be opened", e);
        }
    }

    @Override
    public Acquired acquire(LeaseRequest request) {
        return records.leases().acquire(request);
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return records.leases().renew(lease, length);
    }

    @Override
    public boolean complete(Lease lease, NewRecord finished) {
        return records.leases().complete(lease, finished);
    }

    @Override
    public boolean release(Lease lease) {
        return records.leases().release(lease);
    }

    @Override
    public boolean doubt(Lease lease) {
        return records.leases().doubt(lease);
    }

    @Override
    public boolean settle(RecordId id, @Nullable NewRecord finished) {
        return records.leases().settle(id, finished);
    }

    /**
     * Fences a business transaction of leased work: as long as it is open nobody takes the claim over, and if somebody
     * has, it cannot commit. To be called first in the transaction.
     *
     * @throws LeaseLostException if the claim is another's or gone; the caller rolls back
     * @throws SQLException if the database does not answer; the caller rolls back
     */
    public static void guard(Connection connection, Attempt attempt) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        try (PreparedStatement statement = connection.prepareStatement(Records.guard(dialect))) {
            statement.setObject(1, Records.id(dialect, attempt.id()));
            statement.setString(2, attempt.owner());
            statement.setLong(3, attempt.fence());
            try (ResultSet held = statement.executeQuery()) {
                if (!held.next()) {
                    throw new LeaseLostException(attempt);
                }
            }
        }
    }

    /**
     * Forgets what has expired, while traffic runs: on PostgreSQL as whole partitions, for which it makes room ahead, and
     * elsewhere row by row, at most a million of them. Harmless to call often and from many processes; each bucket of
     * answers must see one call, and once a minute is plenty.
     *
     * @return how many partitions were dropped, or where there are none, how many records were forgotten and answers
     *     emptied; 0 also if another process is at it
     * @throws dev.onefold.store.StoreException if the database does not answer; the next call goes on from there
     */
    public int maintain() {
        return records.maintenance().getAsInt();
    }
}
