package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.onefold.spring.boot.rules.Gates.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Crowds on one key: each has one effect, nobody is told of trouble, and nobody else is kept waiting. */
class CrowdTest extends RuleTest {

    private static final int THREADS = 16;
    private static final int KEYS = 2_000;
    private static final int DUPLICATES = 50;

    @Test
    void sixteen_threads_two_nodes_two_thousand_keys() throws Exception {
        String run = newKey();
        String crowd = "acme." + run + ".1";
        List<Node> nodes = List.of(a, Rig.b());

        List<List<Integer>> statuses = together(THREADS, thread -> {
            List<Integer> mine = new ArrayList<>();
            try (Caravan caravan = new Caravan(nodes.get(thread % 2).port(), crowd)) {
                for (int number = 0; number < KEYS; number++) {
                    mine.add(caravan.post("/things", run + "-" + number, "{\"id\":\"" + run + "-" + number + "\"}"));
                }
            }
            return mine;
        });

        assertThat(statuses.stream().flatMap(List::stream))
                .hasSize(THREADS * KEYS)
                .containsOnly(201, 409);
        List<Integer> effects = Rig.outside()
                .sql("SELECT count(*) FROM effect WHERE business LIKE ? GROUP BY business")
                .param(run + "-%")
                .query(Integer.class)
                .list();
        assertThat(effects).hasSize(KEYS).containsOnly(1);
        // each key was answered with its effect to somebody, and met by somebody else meanwhile at least once in the
        // run
        assertThat(IntStream.range(0, KEYS))
                .allMatch(number -> statuses.stream().anyMatch(mine -> mine.get(number) == 201));
        assertThat(statuses.stream().flatMap(List::stream)).contains(409);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unrelated_query_completes_while_fifty_duplicates_wait(boolean onTheSameNode) {
        String id = newId();
        String key = newKey();
        Node node = Rig.node("onefold.waiters=100");
        HikariPoolMXBean pool = node.pool().getHikariPoolMXBean();
        assertThat(node.pool().getMaximumPoolSize()).isEqualTo(10);
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first =
                (onTheSameNode ? node : a).post("/waiting").key(key).about(id).sendAsync();
        gate.awaitReached();

        List<CompletableFuture<Told>> duplicates = Stream.generate(() -> node.post("/waiting")
                        .key(key)
                        .about(id)
                        .header(WireFilter.TRACE, id)
                        .sendAsync())
                .limit(DUPLICATES)
                .toList();
        eventually().until(() -> WireFilter.came(id) == DUPLICATES);
        // they have come to rest when they hold what they will hold: the first one's connection, or the scout's
        eventually().until(() -> pool.getActiveConnections() <= 1 && pool.getThreadsAwaitingConnection() == 0);

        assertThat(node.request("GET", "/things/none").send().status()).isEqualTo(404);
        node.post("/things").key(newKey()).about(newId()).send().first(201);
        assertThat(duplicates).noneMatch(CompletableFuture::isDone);

        gate.open();
        Told done = first.join().first(201);
        assertThat(duplicates.stream().map(CompletableFuture::join)).allSatisfy(told -> told.replayOf(done));
        assertEffects(id, 1);
    }
}
