package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.onefold.Codec;
import dev.onefold.LeasedOperation;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Kind;
import dev.onefold.TransactionalOperation;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sixteen threads fire the same key at the same moment at two nodes, key after key. */
class StormTest {

    private static final int THREADS = 16;
    private static final TransactionalOperation<String> PLACE = Operation.transactional("place", Codec.text());
    private static final LeasedOperation<String> SHIP = Operation.leased("ship", Codec.text());

    private Database database;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** What one thread does with one key on its node. */
    private interface Shot {
        Outcome<String> fire(Node node, String key) throws Exception;
    }

    private record Node(Onefold<Connection> engine, HikariDataSource pool) {}

    @BeforeEach
    void open() {
        database = Database.create();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void transactional() throws Exception {
        storm(2_000, config -> {}, StormTest::place);
    }

    @Test
    void leased() throws Exception {
        storm(
                200,
                config -> {},
                (node, key) -> node.engine().execute(SHIP, Business.call(key), attempt -> {
                    try (Connection connection = node.pool().getConnection()) {
                        return Business.effect(connection, key, attempt.owner());
                    }
                }));
    }

    @Test
    void poolWithoutAutoCommit() throws Exception {
        storm(300, config -> config.setAutoCommit(false), StormTest::place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRANSACTION_REPEATABLE_READ", "TRANSACTION_SERIALIZABLE"})
    void poolOfOtherIsolation(String isolation) throws Exception {
        storm(300, config -> config.setTransactionIsolation(isolation), StormTest::place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRANSACTION_REPEATABLE_READ", "TRANSACTION_SERIALIZABLE"})
    void leasedOnAPoolOfOtherIsolation(String isolation) throws Exception {
        storm(
                100,
                config -> config.setTransactionIsolation(isolation),
                (node, key) -> node.engine().execute(SHIP, Business.call(key), attempt -> {
                    database.execute("INSERT INTO effect (key, made_by) VALUES ('" + key + "', 'work')");
                    return "work";
                }));
    }

    private static Outcome<String> place(Node node, String key) throws Exception {
        return node.engine()
                .execute(
                        PLACE,
                        Business.call(key),
                        connection -> Business.effect(
                                connection, key, Thread.currentThread().getName()));
    }

    private void storm(int keys, Consumer<HikariConfig> config, Shot shot) throws Exception {
        List<Node> nodes = List.of(node(config), node(config));
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
        System.out.println("storm of " + keys + " keys by " + THREADS + " threads on 2 nodes: " + all);
        assertThat(all).containsEntry(Kind.APPLIED, keys).containsKey(Kind.IN_PROGRESS);
        assertThat(all.keySet()).isSubsetOf(Kind.APPLIED, Kind.REPLAYED, Kind.IN_PROGRESS);
        assertThat(database.number("SELECT count(*) FROM effect")).isEqualTo(keys);
        assertThat(database.number("SELECT count(DISTINCT key) FROM effect")).isEqualTo(keys);
        assertThat(database.advisoryLocks()).isZero();
        nodes.forEach(node -> node.engine().close());
    }

    private Node node(Consumer<HikariConfig> config) {
        HikariDataSource pool = database.pool(THREADS, config);
        return new Node(Onefold.on(JdbcStore.on(pool)), pool);
    }
}
