package dev.onefold.benchmarks.experiment;

import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.benchmarks.measure.Caller;
import dev.onefold.benchmarks.measure.Contest;
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

    static final int CALLERS = 16;
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
                CREATE TABLE raw_token (value text PRIMARY KEY, used boolean NOT NULL DEFAULT false,
                  answer bytea);
                CREATE TABLE raw_message (source text, number bigint, PRIMARY KEY (source, number));
                """);
        Contest contest = laboratory.contest();
        compare(
                laboratory,
                contest,
                "lock",
                "A lock beside raw statements",
                "The raw statements give no fence, no renewal and no notice that the lock was lost.",
                rawLock(pool),
                lock(laboratory.closing(FencedLocks.on(JdbcLocks.on(pool)))));
        compare(
                laboratory,
                contest,
                "token",
                "A token beside raw statements",
                "Business included. The raw statements count no tokens of a holder, have no time of expiry, and keep nothing to"
                        + " answer a repeat with; in the second way they keep the answer's bytes.",
                rawToken("insert, update", pool, new byte[0]),
                rawToken("the same, with the answer", pool, Business.ANSWER.bytes()),
                token(laboratory, pool));
        compare(
                laboratory,
                contest,
                "sequence",
                "A sequence beside one raw insert",
                "Business included. The raw insert keeps every number for ever in place of a low-water mark, has no answer for"
                        + " a repeat and no epochs, waits where the same number is at work in another transaction, and undoes"
                        + " nothing.",
                rawSequence(pool),
                sequence(pool));
    }

    /** The last way beside the first. */
    static void compare(Laboratory laboratory, Contest contest, String part, String title, String note, Way... ways)
            throws Exception {
        Result result = contest.run(part, CALLERS, List.of(ways));
        String raw = ways[0].name();
        laboratory
                .findings()
                .table(part, title + ", " + CALLERS + " callers", result, raw, note)
                .ratio(part + "_vs_raw", result.ratio(ways[ways.length - 1].name(), raw, Sample::throughput));
    }

    /** Taken and released, each caller a lock of its own. */
    static Way lock(FencedLocks locks) {
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
            Scope scope = new Scope("", "shopper-" + caller.draw(Business.ACCOUNTS));
            String token = ((Outcome.Applied<Token>) tokens.issue(checkout, scope))
                    .value()
                    .value();
            Modes.requireApplied(tokens.submit(checkout, scope, token, Fingerprint.ofText("form"), connection -> {
                Business.place(connection, caller);
                return Business.ANSWER;
            }));
        });
    }

    private static Way rawToken(String name, DataSource pool, byte[] answer) {
        return Way.of(name, caller -> {
            String token = caller.newKey();
            try (Connection connection = pool.getConnection()) {
                update(connection, "INSERT INTO raw_token (value) VALUES (?)", token);
            }
            Business.inTransaction(pool, connection -> {
                update(
                        connection,
                        "UPDATE raw_token SET used = true, answer = ? WHERE value = ? AND NOT used",
                        answer,
                        token);
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
                    Modes.requireApplied(sequences.accept(connection, feed, message, same -> place(same, caller)));
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

    private static void update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("Not one row: " + sql);
            }
        }
    }
}
