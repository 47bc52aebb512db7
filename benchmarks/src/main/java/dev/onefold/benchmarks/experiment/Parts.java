package dev.onefold.benchmarks.experiment;

import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.benchmarks.measure.Caller;
import dev.onefold.benchmarks.measure.Result;
import dev.onefold.benchmarks.measure.Sample;
import dev.onefold.benchmarks.measure.Way;
import dev.onefold.jdbc.JdbcLocks;
import dev.onefold.jdbc.JdbcSchema;
import dev.onefold.jdbc.JdbcSequences;
import dev.onefold.jdbc.JdbcTokenStore;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.HeldLock;
import dev.onefold.lock.LockName;
import dev.onefold.sequence.Feed;
import dev.onefold.sequence.Message;
import dev.onefold.sequence.Sequences;
import dev.onefold.token.Token;
import dev.onefold.token.Tokens;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import javax.sql.DataSource;

/** Locks, tokens and sequences beside the few statements that do the same without looking right or left. */
final class Parts implements Experiment {

    private static final int CALLERS = 16;
    private static final Duration LEASE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "parts";
    }

    @Override
    public String title() {
        return "Locks, tokens and sequences";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        DataSource pool = laboratory.pool(laboratory.database(), CALLERS);
        Business.create(pool);
        JdbcSchema.initialize(pool);
        Business.execute(pool, """
                CREATE TABLE raw_lock (name text PRIMARY KEY, owner text, until timestamptz NOT NULL);
                CREATE TABLE raw_token (value text PRIMARY KEY, used boolean NOT NULL DEFAULT false);
                CREATE TABLE raw_message (source text, number bigint, PRIMARY KEY (source, number));
                """);
        compare(laboratory, "lock", lock(laboratory, pool), rawLock(pool));
        compare(laboratory, "token", token(laboratory, pool), rawToken(pool));
        compare(laboratory, "sequence", sequence(pool), rawSequence(pool));
    }

    private void compare(Laboratory laboratory, String part, Way ours, Way raw) throws Exception {
        Result result = laboratory.contest().run(part, CALLERS, List.of(raw, ours));
        laboratory
                .findings()
                .table(part, "A " + part + " beside raw statements, " + CALLERS + " callers", result, raw.name())
                .ratio(part + "_vs_raw", result.ratio(ours.name(), raw.name(), Sample::throughput));
    }

    /** Taken and released, each caller a lock of its own. */
    private static Way lock(Laboratory laboratory, DataSource pool) {
        FencedLocks locks = laboratory.closing(FencedLocks.on(JdbcLocks.on(pool)));
        return Way.of("fenced lock", caller -> {
            Outcome<HeldLock> outcome = locks.tryAcquire(new LockName("lock-" + caller.number()), LEASE, Duration.ZERO);
            ((Outcome.Applied<HeldLock>) outcome).value().close();
        });
    }

    private static Way rawLock(DataSource pool) {
        return Way.of("two statements", caller -> {
            String name = "lock-" + caller.number();
            try (Connection connection = pool.getConnection()) {
                update(
                        connection,
                        "INSERT INTO raw_lock VALUES (?, 'me', now() + interval '30 s') ON CONFLICT (name)"
                                + " DO UPDATE SET owner = 'me', until = EXCLUDED.until WHERE raw_lock.until <= now()",
                        name);
            }
            try (Connection connection = pool.getConnection()) {
                update(connection, "UPDATE raw_lock SET until = now() WHERE name = ? AND owner = 'me'", name);
            }
        });
    }

    /** Issued and used, with the business. */
    private static Way token(Laboratory laboratory, DataSource pool) {
        TransactionalOperation<Content> checkout = Operation.transactional("checkout", Codec.content());
        Tokens<Connection> tokens = laboratory.closing(Tokens.on(JdbcTokenStore.on(pool)));
        return Way.of("token", caller -> {
            Scope scope = new Scope("", "shopper-" + caller.number());
            String token = ((Outcome.Applied<Token>) tokens.issue(checkout, scope))
                    .value()
                    .value();
            tokens.submit(checkout, scope, token, Fingerprint.ofText("form"), connection -> {
                Business.place(connection, caller);
                return Business.ANSWER;
            });
        });
    }

    private static Way rawToken(DataSource pool) {
        return Way.of("insert, update", caller -> {
            String token = caller.newKey();
            try (Connection connection = pool.getConnection()) {
                update(connection, "INSERT INTO raw_token (value) VALUES (?)", token);
            }
            Business.inTransaction(pool, connection -> {
                update(connection, "UPDATE raw_token SET used = true WHERE value = ? AND NOT used", token);
                Business.place(connection, caller);
            });
        });
    }

    /** Each caller a source of its own, its numbers in order. */
    private static Way sequence(DataSource pool) {
        Sequences<Connection> sequences = JdbcSequences.on(pool);
        Feed<String> feed = Feed.unique("callbacks", Codec.text());
        AtomicLongArray numbers = new AtomicLongArray(CALLERS);
        return Way.of(
                "sequence",
                caller -> Business.inTransaction(pool, connection -> {
                    Message message = new Message(
                            new Scope("", "source-" + caller.number()),
                            1,
                            numbers.incrementAndGet(caller.number()),
                            Fingerprint.ofText("callback"));
                    sequences.accept(connection, feed, message, same -> place(same, caller));
                }));
    }

    private static String place(Connection connection, Caller caller) throws SQLException {
        Business.place(connection, caller);
        return "credited";
    }

    private static Way rawSequence(DataSource pool) {
        AtomicLongArray numbers = new AtomicLongArray(CALLERS);
        return Way.of(
                "insert",
                caller -> Business.inTransaction(pool, connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(
                            "INSERT INTO raw_message VALUES (?, ?) ON CONFLICT DO NOTHING")) {
                        statement.setString(1, "source-" + caller.number());
                        statement.setLong(2, numbers.incrementAndGet(caller.number()));
                        statement.executeUpdate();
                    }
                    Business.place(connection, caller);
                }));
    }

    private static void update(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("Not one row: " + sql);
            }
        }
    }
}
