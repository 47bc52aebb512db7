package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import dev.onefold.Coalesced;
import dev.onefold.CoalescedOperation;
import dev.onefold.Codec;
import dev.onefold.Decision;
import dev.onefold.LeasedOperation;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Retention;
import dev.onefold.Operation.Waiting;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.TransactionalOperation;
import dev.onefold.jdbc.Engine.Sandbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sixteen threads fire the same key at the same moment at two nodes, key after key. */
class StormTest {

    private static final int THREADS = 16;
    private static final TransactionalOperation<String> PLACE = Operation.transactional("place", Codec.text());
    private static final CoalescedOperation<String> PLACE_TOGETHER =
            Operation.coalesced("place together", Codec.text()).with(Waiting.NONE);
    private static final LeasedOperation<String> SHIP = Operation.leased("ship", Codec.text());

    private @Nullable Sandbox database;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** What one thread does with one key on its node. */
    private interface Shot {
        Outcome<String> fire(Node node, String key) throws Exception;
    }

    private record Node(Onefold<Connection> engine, Coalesced<String, String, SQLException> line, Sandbox database) {}

    @AfterEach
    void close() {
        threads.shutdownNow();
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void transactional(Engine engine) throws Exception {
        storm(engine, engine == Engine.POSTGRESQL ? 2_000 : 500, config -> {}, StormTest::place);
    }

    @ParameterizedTest
    @EnumSource
    void coalesced(Engine engine) throws Exception {
        storm(engine, engine == Engine.POSTGRESQL ? 500 : 150, config -> {}, StormTest::placeTogether);
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void coalescedOnAPoolOfOtherIsolation(Engine engine) throws Exception {
        for (String isolation : List.of("TRANSACTION_REPEATABLE_READ", "TRANSACTION_SERIALIZABLE")) {
            storm(engine, 100, config -> config.setTransactionIsolation(isolation), StormTest::placeTogether);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leased(Engine engine) throws Exception {
        storm(engine, 200, config -> {}, StormTest::ship);
    }

    @ParameterizedTest
    @EnumSource
    void poolWithoutAutoCommit(Engine engine) throws Exception {
        storm(engine, 300, config -> config.setAutoCommit(false), StormTest::place);
    }

    @ParameterizedTest
    @MethodSource("enginesAndIsolations")
    void poolOfOtherIsolation(Engine engine, String isolation) throws Exception {
        storm(engine, 300, config -> config.setTransactionIsolation(isolation), StormTest::place);
    }

    @ParameterizedTest
    @MethodSource("enginesAndIsolations")
    void leasedOnAPoolOfOtherIsolation(Engine engine, String isolation) throws Exception {
        storm(engine, 100, config -> config.setTransactionIsolation(isolation), StormTest::ship);
    }

    private static Stream<Arguments> enginesAndIsolations() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of("TRANSACTION_REPEATABLE_READ", "TRANSACTION_SERIALIZABLE")
                        .map(isolation -> Arguments.of(engine, isolation)));
    }

    private static Outcome<String> ship(Node node, String key) throws SQLException {
        return node.engine().execute(SHIP, Business.call(key), attempt -> {
            try (Connection connection = node.database().dataSource().getConnection()) {
                return Business.effect(connection, key, attempt.owner());
            }
        });
    }

    /** The one key of all, and with it one of the thread's own, so that there are batches. */
    private static Outcome<String> placeTogether(Node node, String key) throws Exception {
        String own = key + " of " + Thread.currentThread().getName();
        CompletableFuture<Outcome<String>> mine = node.line().submit(Business.call(own), own);
        Outcome<String> outcome = node.line().execute(Business.call(key), key);
        assertThat(mine.get(60, TimeUnit.SECONDS)).isEqualTo(new Outcome.Applied<>(own));
        return outcome;
    }

    private static Outcome<String> place(Node node, String key) throws Exception {
        return node.engine()
                .execute(
                        PLACE,
                        Business.call(key),
                        connection -> Business.effect(
                                connection, key, Thread.currentThread().getName()));
    }

    private void storm(Engine engine, int keys, Consumer<HikariConfig> config, Shot shot) throws Exception {
        Sandbox stormed = engine.withEffects(Retention.DEFAULT);
        database = stormed;
        List<Node> nodes = List.of(node(stormed, config), node(stormed, config));
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<Map<Kind, Integer>>> results = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Node node = nodes.get(thread % nodes.size());
            results.add(threads.submit(() -> {
                Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
                for (int key = 0; key < keys; key++) {
                    together.await(60, TimeUnit.SECONDS);
                    kinds.merge(shot.fire(node, "key-" + key).kind(), 1, Integer::sum);
                }
                return kinds;
            }));
        }
        Map<Kind, Integer> all = new EnumMap<>(Kind.class);
        for (Future<Map<Kind, Integer>> result : results) {
            result.get().forEach((kind, count) -> all.merge(kind, count, Integer::sum));
        }
        System.out.println(engine + ": storm of " + keys + " keys by " + THREADS + " threads on 2 nodes: " + all);
        assertThat(all).containsEntry(Kind.APPLIED, keys);
        if (engine != Engine.H2) {
            // in memory, the first may be done before a rival looks
            assertThat(all).as("keys that rivals met at work").containsKey(Kind.IN_PROGRESS);
        }
        assertThat(all.keySet()).isSubsetOf(Kind.APPLIED, Kind.REPLAYED, Kind.IN_PROGRESS);
        String effects = " FROM effect WHERE name NOT LIKE '% of %'";
        assertThat(stormed.number("SELECT count(*)" + effects)).isEqualTo(keys);
        assertThat(stormed.number("SELECT count(DISTINCT name)" + effects)).isEqualTo(keys);
        assertThat(stormed.number("SELECT count(*) - count(DISTINCT name) FROM effect"))
                .isZero();
        if (engine == Engine.POSTGRESQL) {
            assertThat(stormed.number("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                            + " WHERE l.locktype = 'advisory' AND d.datname = current_database()"))
                    .isZero();
        }
        nodes.forEach(node -> node.engine().close());
    }

    private static Node node(Sandbox database, Consumer<HikariConfig> config) {
        Onefold<Connection> engine = Onefold.on(JdbcStore.on(database.pool(THREADS, config)));
        return new Node(
                engine,
                engine.coalesced(PLACE_TOGETHER, (connection, keys) -> {
                    for (String key : keys) {
                        Business.effect(connection, key, "batch");
                    }
                    return keys.stream().map(Decision.Accept::new).toList();
                }),
                database);
    }
}
