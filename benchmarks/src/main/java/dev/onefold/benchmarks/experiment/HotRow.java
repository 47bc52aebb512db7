package dev.onefold.benchmarks.experiment;

import dev.onefold.Coalesced;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.benchmarks.measure.Caller;
import dev.onefold.benchmarks.measure.Result;
import dev.onefold.benchmarks.measure.Sample;
import dev.onefold.benchmarks.measure.Way;
import dev.onefold.jdbc.JdbcSchema;
import dev.onefold.jdbc.JdbcStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Everybody buys the same product: ways to take one unit of it, each with one order. */
final class HotRow implements Experiment {

    private static final int CALLERS = 64;
    private static final int BUCKETS = 16;
    private static final int UNITS = 400_000;

    @Override
    public String name() {
        return "hot-row";
    }

    @Override
    public String title() {
        return "One hot row";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        DataSource pool = laboratory.pool(laboratory.database(), CALLERS);
        create(pool, Math.min(UNITS, laboratory.effort().windowMillis() * 200));
        JdbcSchema.initialize(pool);
        Onefold<Connection> onefold = laboratory.closing(Onefold.on(JdbcStore.on(pool)));
        Coalesced<Integer, Content, SQLException> coalesced =
                onefold.coalesced(Operation.coalesced("sell-together", Codec.content()), HotRow::takeAll);
        Result result = laboratory
                .contest()
                .run(
                        "hot row",
                        CALLERS,
                        List.of(
                                Way.of("row lock", caller -> Business.inTransaction(pool, HotRow::lockAndTake)),
                                Way.of("guarded update", caller -> Business.inTransaction(pool, HotRow::take)),
                                Way.of(
                                        "guarded update, protected",
                                        caller -> Modes.requireApplied(
                                                onefold.execute(Modes.TRANSACTIONAL, Modes.call(caller), connection -> {
                                                    take(connection);
                                                    return Business.ANSWER;
                                                }))),
                                Way.of(
                                        "16 buckets",
                                        caller -> Business.inTransaction(pool, c -> takeFromBucket(c, caller))),
                                Way.of("units, SKIP LOCKED", caller -> Business.inTransaction(pool, HotRow::takeUnit)),
                                Way.of(
                                        "coalesced",
                                        caller -> Modes.requireApplied(coalesced.execute(Modes.call(caller), 1)))));
        laboratory
                .findings()
                .table("hot_row", title() + ", " + CALLERS + " callers", result, "row lock")
                .ratio("hot_row", result.ratio("coalesced", "row lock", Sample::throughput))
                .ratio("hot_row_guarded", result.ratio("guarded update", "row lock", Sample::throughput))
                .ratio("hot_row_buckets", result.ratio("16 buckets", "row lock", Sample::throughput))
                .ratio("hot_row_units", result.ratio("units, SKIP LOCKED", "row lock", Sample::throughput));
    }

    private static void create(DataSource pool, int units) throws SQLException {
        Business.execute(pool, """
                CREATE TABLE stock (code text PRIMARY KEY, available bigint NOT NULL CHECK (available >= 0)) WITH (fillfactor = 20);
                INSERT INTO stock VALUES ('LANTERN', 1000000000);
                CREATE TABLE stock_bucket (code text, bucket integer, available bigint NOT NULL CHECK (available >= 0),
                  PRIMARY KEY (code, bucket)) WITH (fillfactor = 10);
                INSERT INTO stock_bucket SELECT 'LANTERN', b, 1000000000 FROM generate_series(0, %d) b;
                CREATE TABLE stock_unit (id bigint PRIMARY KEY, code text NOT NULL, taken boolean NOT NULL DEFAULT false);
                INSERT INTO stock_unit SELECT n, 'LANTERN' FROM generate_series(1, %d) n;
                CREATE INDEX ON stock_unit (code, id) WHERE NOT taken;
                CREATE TABLE sale (id bigint GENERATED ALWAYS AS IDENTITY (CACHE 32) PRIMARY KEY, code text NOT NULL,
                  sold_at timestamptz NOT NULL DEFAULT now());
                """.formatted(BUCKETS - 1, units));
        Business.execute(pool, "VACUUM ANALYZE stock_unit");
    }

    private static void lockAndTake(Connection connection) throws SQLException {
        execute(connection, "SELECT available FROM stock WHERE code = 'LANTERN' FOR UPDATE");
        execute(connection, "UPDATE stock SET available = available - 1 WHERE code = 'LANTERN'");
        sell(connection);
    }

    /** The sale first: the row is locked for the shortest time. */
    private static void take(Connection connection) throws SQLException {
        sell(connection);
        one(connection, "UPDATE stock SET available = available - 1 WHERE code = 'LANTERN' AND available >= 1");
    }

    private static void takeFromBucket(Connection connection, Caller caller) throws SQLException {
        sell(connection);
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE stock_bucket SET available = available - 1"
                        + " WHERE code = 'LANTERN' AND bucket = ? AND available >= 1")) {
            statement.setInt(1, caller.draw(BUCKETS));
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("A bucket is empty");
            }
        }
    }

    private static void takeUnit(Connection connection) throws SQLException {
        sell(connection);
        one(
                connection,
                "UPDATE stock_unit SET taken = true WHERE id = (SELECT id FROM stock_unit"
                        + " WHERE code = 'LANTERN' AND NOT taken ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)");
    }

    /** All that wait in two statements. */
    private static List<Decision<Content>> takeAll(Connection connection, List<Integer> wanted) throws SQLException {
        int units = wanted.stream().mapToInt(Integer::intValue).sum();
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO sale (code) SELECT 'LANTERN' FROM generate_series(1, ?)")) {
            statement.setInt(1, units);
            statement.executeUpdate();
        }
        Business.update(
                connection,
                "UPDATE stock SET available = available - ? WHERE code = 'LANTERN' AND available >= ?",
                units,
                units);
        return wanted.stream()
                .<Decision<Content>>map(one -> new Decision.Accept<>(Business.ANSWER))
                .toList();
    }

    private static void sell(Connection connection) throws SQLException {
        one(connection, "INSERT INTO sale (code) VALUES ('LANTERN')");
    }

    private static void one(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("Not one row: " + sql);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.prepareStatement(sql)) {
            ((PreparedStatement) statement).execute();
        }
    }
}
