package dev.onefold.benchmarks.experiment;

import dev.onefold.Call;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.TransactionalOperation;
import dev.onefold.benchmarks.measure.Crowd;
import dev.onefold.benchmarks.measure.OpenLoop;
import dev.onefold.benchmarks.measure.Spread;
import dev.onefold.benchmarks.measure.Way;
import dev.onefold.jdbc.JdbcSchema;
import dev.onefold.jdbc.JdbcStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;

/**
 * Many copies of one slow request, and an unrelated query that shares their pool. Where duplicates wait inside the
 * database each of them holds a connection, and the query waits for one too.
 */
final class KeyStorm implements Experiment {

    private static final int CALLERS = 64;

    /** Few enough to be served at all: a pool of 16 that blocks for 200 ms passes 80 in a second. */
    private static final int QUERIES_PER_SECOND = 40;

    private static final int WORK_MILLIS = 200;

    /** Copies wait, in memory: one that is told at once would only come again. */
    private static final TransactionalOperation<Content> PATIENT = Operation.transactional("storm", Codec.content())
            .with(new Operation.Waiting(Duration.ofSeconds(10), CALLERS));

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public String title() {
        return "A storm on one key, and an unrelated query beside it";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        DataSource pool = laboratory.pool(laboratory.database(), CALLERS);
        Business.create(pool);
        JdbcSchema.initialize(pool);
        Business.execute(pool, "CREATE TABLE claimed (key text PRIMARY KEY)");
        Onefold<Connection> onefold = laboratory.closing(Onefold.on(JdbcStore.on(pool)));
        Map<String, Way> storms = new LinkedHashMap<>();
        storms.put("quiet", Way.of("quiet", caller -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10))));
        storms.put("unique_index", Way.of("unique index", caller -> {
            claim(pool);
            think();
        }));
        storms.put("onefold", Way.of("onefold", caller -> {
            onefold.execute(PATIENT, call(), connection -> {
                slow(connection);
                return Business.ANSWER;
            });
            think();
        }));
        Map<String, List<Histogram>> latencies = new LinkedHashMap<>();
        for (int round = 1; round <= laboratory.effort().rounds(); round++) {
            laboratory
                    .terminal()
                    .say("storm: round " + round + " of " + laboratory.effort().rounds());
            for (Map.Entry<String, Way> storm : storms.entrySet()) {
                latencies
                        .computeIfAbsent(storm.getKey(), key -> new ArrayList<>())
                        .add(query(laboratory, pool, storm.getValue()));
            }
        }
        latencies.forEach((storm, rounds) -> {
            for (double percentile : new double[] {50, 99}) {
                laboratory
                        .findings()
                        .figure(
                                "storm_" + storm + "_p" + (int) percentile + "_ms",
                                Spread.of(rounds.stream()
                                        .mapToDouble(each -> each.getValueAtPercentile(percentile) / 1e3)));
            }
        });
    }

    private static Histogram query(Laboratory laboratory, DataSource pool, Way storm) throws Exception {
        try (Crowd crowd = new Crowd(CALLERS)) {
            crowd.start(storm);
            Histogram latencies =
                    OpenLoop.run(QUERIES_PER_SECOND, laboratory.effort().windowMillis(), () -> unrelated(pool));
            crowd.stop();
            return latencies;
        }
    }

    /** Who comes again at once gets its connection back before those who wait for one. */
    private static void think() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }

    /** A new one whenever the last is done: the first takes its time, the others are copies of it. */
    private static String key() {
        return "storm-" + System.nanoTime() / TimeUnit.MILLISECONDS.toNanos(WORK_MILLIS);
    }

    private static Call call() {
        String key = key();
        return Call.of(Modes.SCOPE, key, Fingerprint.ofText("POST", "/orders", key));
    }

    /** As it is usually done: the insert of the key is the claim, and a duplicate waits for it. */
    private static void claim(DataSource pool) throws SQLException {
        Business.inTransaction(pool, connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT INTO claimed VALUES (?) ON CONFLICT DO NOTHING")) {
                statement.setString(1, key());
                if (statement.executeUpdate() == 1) {
                    slow(connection);
                }
            }
        });
    }

    private static void slow(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_sleep(?)")) {
            statement.setDouble(1, WORK_MILLIS / 1e3);
            statement.execute();
        }
    }

    private static long unrelated(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT balance FROM account WHERE id = 1");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
