package dev.onefold.jdbc;

import dev.onefold.RecordId;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.LeasedStore.LeaseRequest;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Verdict;
import dev.onefold.token.TokenStore;
import dev.onefold.token.TokenStore.NewToken;
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
import org.jspecify.annotations.Nullable;

/** The table of tokens: each method is one statement, but for {@link #issue} and {@link #forget}, which are two. */
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
        Instant now;
        try (PreparedStatement statement = prepared(connection, TokenStatements.LIVE, (Object)
                        token.holder().bytes());
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (row.getLong("live") >= token.mostLive()) {
                return Optional.empty();
            }
            now = dialect.instant(row, "t");
        }
        long millis = token.lifetime().toMillis();
        change(connection, sql.issue(), token.id().bytes(), token.holder().bytes(), millis, millis);
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

    private @Nullable TokenRow read(Connection connection, String text, RecordId id) throws SQLException {
        try (PreparedStatement statement = prepared(connection, text, (Object) id.bytes());
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
                request.id().bytes(),
                request.operation(),
                fingerprint);
    }

    boolean renew(Connection connection, Lease lease, Duration length) throws SQLException {
        return change(
                connection,
                sql.renew(),
                length.toMillis(),
                keptFor(length),
                lease.id().bytes(),
                lease.owner(),
                lease.fence());
    }

    private static long keptFor(Duration lease) {
        return lease.plus(TokenStore.LAPSED_KEPT).toMillis();
    }

    boolean release(Connection connection, Lease lease) throws SQLException {
        return change(connection, TokenStatements.RELEASE, lease.id().bytes(), lease.owner(), lease.fence());
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

    private static List<Object> done(NewRecord finished) {
        return new ArrayList<>(Arrays.asList(
                finished.operation(),
                finished.fingerprint().toBytes(),
                finished.verdict() == Verdict.APPLIED ? 0 : 1,
                finished.code(),
                finished.content().mediaType(),
                finished.content().bytes(),
                finished.answerFor().toMillis(),
                finished.knownFor().toMillis(),
                finished.id().bytes()));
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
