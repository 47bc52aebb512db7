package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.TransactionalStore;
import dev.onefold.token.TokenStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tokens in the database of the business, one row each: what a token is used for commits together with its being used
 * up, or not at all. See {@link dev.onefold.token.Tokens#on}.
 *
 * <p>On PostgreSQL a first submission costs two statements more than the business alone, and three in a transaction that
 * the caller holds (five above READ COMMITTED); a replay and issuing cost one. On the other databases a statement more, at
 * most. None waits for a lock: where another transaction has the token it is in progress. So it is at every isolation
 * level. Times are the database's own. Safe for use by many threads; needs the tables of {@link JdbcSchema} and, once in a
 * while, {@link #maintain}.
 */
public final class JdbcTokenStore implements TransactionalStore<Connection>, TokenStore {

    private static final int MOST_CAUSES = 20;

    private final Connections connections;
    private final JdbcTransactions transactions;
    private final TokenTable table;

    private JdbcTokenStore(Connections connections, JdbcTransactions transactions, TokenTable table) {
        this.connections = connections;
        this.transactions = transactions;
        this.table = table;
    }

    /**
     * Begins a transaction of its own for every submission.
     *
     * @throws IllegalStateException if the table is missing, saying what to do
     */
    public static JdbcTokenStore on(DataSource dataSource) {
        return on(dataSource, new DataSourceTransactions(dataSource));
    }

    /**
     * Joins and begins transactions as {@code transactions} does. They must be transactions on {@code dataSource}, which
     * itself is used to issue, to look and for leases only.
     */
    public static JdbcTokenStore on(DataSource dataSource, JdbcTransactions transactions) {
        Connections connections = new Connections(dataSource);
        Dialect dialect = connections.autoCommitting("The table of tokens could not be checked", connection -> {
            Dialect found = Dialect.of(connection);
            if (!JdbcSchema.exists(connection, found, SchemaPart.TOKENS)) {
                throw new IllegalStateException("There is no table onefold_token. Apply dev/onefold/jdbc/"
                        + found.folder() + "/" + SchemaPart.TOKENS.file()
                        + " from onefold-jdbc with your migrations, or call JdbcSchema.initialize (with Spring Boot:"
                        + " onefold.jdbc.initialize-schema=always).");
            }
            return found;
        });
        return new JdbcTokenStore(connections, transactions, new TokenTable(dialect));
    }

    /**
     * This store in a transaction that the caller holds: it joins the connection's open one, or, if auto-commit is on,
     * begins and commits one on it. For use by the thread that uses the connection. Tokens are not issued in it.
     */
    public JdbcTokenStore within(Connection connection) {
        return new JdbcTokenStore(connections, new ConnectionTransactions(connection), table);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Those that are issued to one holder at the same moment may together pass the bound, by at most as many.
     */
    @Override
    public @Nullable Instant issue(NewToken token) {
        return connections
                .autoCommitting("The token could not be issued", connection -> table.issue(connection, token))
                .orElse(null);
    }

    @Override
    public Sighting find(RecordId id) {
        return connections
                .autoCommitting("The token could not be read", connection -> table.look(connection, id))
                .sighting();
    }

    @Override
    public boolean joins() {
        return transactions.joins();
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .anyMatch(cause ->
                        cause instanceof SQLException sql && table.dialect().isTransient(sql));
    }

    @Override
    public Transaction<Connection> open() {
        try {
            return new TokenTransaction(transactions.open(), table);
        } catch (SQLException e) {
            throw Sql.failure("No transaction could be opened", e);
        }
    }

    @Override
    public Acquired acquire(LeaseRequest request) {
        TokenRow row = connections.autoCommitting("The token could not be claimed", connection -> {
            table.acquire(connection, request);
            return table.look(connection, request.id());
        });
        if (row.heldBy(request)) {
            return new Acquired.Granted(new Lease(request.id(), request.owner(), row.fence()));
        }
        return row.open() ? new Acquired.Busy() : new Acquired.Seen(row.sighting());
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return connections.autoCommitting(
                "The lease could not be renewed", connection -> table.renew(connection, lease, length));
    }

    @Override
    public boolean complete(Lease lease, NewRecord finished) {
        return connections.autoCommitting(
                "The answer could not be saved",
                connection -> table.complete(connection, lease, finished)
                        || table.look(connection, lease.id()).doneBy(lease));
    }

    @Override
    public boolean release(Lease lease) {
        return connections.autoCommitting(
                "The token could not be released", connection -> table.release(connection, lease));
    }

    /**
     * Deletes what is forgotten, in batches of 1,000 that commit by themselves, while traffic runs. Harmless to call often
     * and from many processes; once a minute is plenty.
     *
     * @throws dev.onefold.store.StoreException if the database does not answer; the next call goes on from there
     */
    public void maintain() {
        connections.autoCommitting("Forgotten tokens could not be deleted", connection -> {
            boolean more = true;
            while (more) {
                more = table.forget(connection);
            }
            return true;
        });
    }
}
