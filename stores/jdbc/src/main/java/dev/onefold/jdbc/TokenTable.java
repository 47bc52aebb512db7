package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.LeasedStore.LeaseRequest;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Verdict;
import dev.onefold.token.TokenStore;
import dev.onefold.token.TokenStore.NewToken;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table of tokens: each method is one statement, but for {@link #forget} and, on other databases than PostgreSQL,
 * {@link #issue}, which are two.
 */
final class TokenTable {

    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private final Dialect dialect;
    private final TokenStatements sql;

    TokenTable(Dialect dialect) {
        this.dialect = dialect;
        this.sql = TokenStatements.of(dialect);
    }

    Dialect dialect() {
        return dialect;
    }

    Optional<Instant> issue(Connection connection, NewToken token) throws SQLException {
        long holder = token.holder().hash64();
        long millis = token.lifetime().toMillis();
        return dialect == Dialect.POSTGRESQL
                ? issueIfFew(connection, token, holder, millis)
                : countAndIssue(connection, token, holder, millis);
    }

    private Optional<Instant> issueIfFew(Connection connection, NewToken token, long holder, long millis)
            throws SQLException {
        try (PreparedStatement statement = prepared(
                        connection,
                        TokenStatements.ISSUE_IF_FEW,
                        key(token.id()),
                        holder,
                        millis,
                        holder,
                        token.mostLive());
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(dialect.instant(row, "expires_at")) : Optional.empty();
        }
    }

    /** Counting in the same statement would lock what is counted on MariaDB and MySQL. */
    private Optional<Instant> countAndIssue(Connection connection, NewToken token, long holder, long millis)
            throws SQLException {
        Instant now;
        try (PreparedStatement statement = prepared(connection, TokenStatements.LIVE, holder);
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (row.getLong("live") >= token.mostLive()) {
                return Optional.empty();
            }
            now = dialect.instant(row, "t");
        }
        change(connection, sql.issue(), key(token.id()), holder, millis, millis);
        return Optional.of(now.plus(token.lifetime()));
    }

    TokenRow look(Connection connection, RecordId id) throws SQLException {
        TokenRow row = read(connection, sql.look(), id);
        return row == null ? TokenRow.NONE : row;
    }

    /** Null if there is no such row, or another transaction has it locked. */
    @Nullable
    TokenRow lock(Connection connection, RecordId id) throws SQLException {
        return read(connection, sql.lock(), id);
    }

    /**
     * Locks the row if it is open, on PostgreSQL, and looks at it otherwise. Null if it is locked now.
     *
     * @param unlessOld whether it is left unlocked where the snapshot may be older than what is committed
     */
    @Nullable
    TokenRow claim(Connection connection, RecordId id, boolean unlessOld) throws SQLException {
        Object key = key(id);
        try (PreparedStatement statement =
                        prepared(connection, unlessOld ? sql.claimUnlessOld() : sql.claim(), key, key);
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (row.getBoolean("granted")) {
                return null;
            }
            return row.getObject("state") == null ? TokenRow.NONE : TokenRow.of(row, dialect);
        }
    }

    private @Nullable TokenRow read(Connection connection, String text, RecordId id) throws SQLException {
        try (PreparedStatement statement = prepared(connection, text, key(id));
                ResultSet row = statement.executeQuery()) {
            return row.next() ? TokenRow.of(row, dialect) : null;
        }
    }

    void acquire(Connection connection, LeaseRequest request) throws SQLException {
        byte[] fingerprint = request.fingerprint().toBytes();
        change(
                connection,
                sql.acquire(),
                request.owner(),
                request.operation(),
                fingerprint,
                request.length().toMillis(),
                keptFor(request.length()),
                key(request.id()),
                request.operation(),
                fingerprint);
    }

    boolean renew(Connection connection, Lease lease, Duration length) throws SQLException {
        return change(
                connection,
                sql.renew(),
                length.toMillis(),
                keptFor(length),
                key(lease.id()),
                lease.owner(),
                lease.fence());
    }

    private static long keptFor(Duration lease) {
        return lease.plus(TokenStore.LAPSED_KEPT).toMillis();
    }

    boolean release(Connection connection, Lease lease) throws SQLException {
        return change(connection, TokenStatements.RELEASE, key(lease.id()), lease.owner(), lease.fence());
    }

    boolean complete(Connection connection, Lease lease, NewRecord finished) throws SQLException {
        List<Object> parameters = done(finished);
        parameters.add(lease.owner());
        parameters.add(lease.fence());
        return change(connection, sql.complete(), parameters.toArray());
    }

    /** Of a row that this transaction has locked. */
    boolean save(Connection connection, NewRecord finished) throws SQLException {
        return change(connection, sql.save(), done(finished).toArray());
    }

    private List<Object> done(NewRecord finished) {
        return new ArrayList<>(Arrays.asList(
                finished.operation(),
                finished.fingerprint().toBytes(),
                finished.verdict() == Verdict.APPLIED ? 0 : 1,
                finished.code(),
                finished.content().mediaType(),
                finished.content().bytes(),
                finished.answerFor().toMillis(),
                finished.knownFor().toMillis(),
                key(finished.id())));
    }

    /** A batch of what is forgotten; whether there may be more. */
    boolean forget(Connection connection) throws SQLException {
        Object now;
        try (PreparedStatement statement = connection.prepareStatement(TokenStatements.NOW);
                ResultSet row = statement.executeQuery()) {
            row.next();
            now = row.getObject("t");
        }
        try (PreparedStatement statement = prepared(connection, sql.forget(), now, FORGOTTEN_AT_ONCE)) {
            return statement.executeUpdate() == FORGOTTEN_AT_ONCE;
        }
    }

    /** Half of the digest is enough to tell tokens apart that are made of 144 random bits here, and halves the index. */
    private Object key(RecordId id) {
        byte[] half = Arrays.copyOf(id.bytes(), 16);
        if (dialect != Dialect.POSTGRESQL) {
            return half;
        }
        ByteBuffer bits = ByteBuffer.wrap(half);
        return new UUID(bits.getLong(), bits.getLong());
    }

    private static boolean change(Connection connection, String text, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, text, parameters)) {
            return statement.executeUpdate() == 1;
        }
    }

    private static PreparedStatement prepared(Connection connection, String text, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
