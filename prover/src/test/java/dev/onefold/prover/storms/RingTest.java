package dev.onefold.prover.storms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.onefold.prover.database.Database;
import dev.onefold.prover.nodes.NodeOptions;
import dev.onefold.prover.nodes.Nodes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingTest {

    private static final Call CALL = Call.post("/api/x", Map.of("amount", 1));

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Tally tally = new Tally(true);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(0), 64);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void copies_of_a_race_are_out_together_and_each_is_asked_until_it_is_told() {
        CyclicBarrier together = new CyclicBarrier(4);
        AtomicInteger asked = new AtomicInteger();
        answer(exchange -> {
            int number = asked.incrementAndGet();
            if (number <= 4) {
                together.await(20, TimeUnit.SECONDS);
            }
            if (number > 4) {
                exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
            }
            return number == 1 || number > 4 ? 201 : 409;
        });
        ring().race(List.of(Contender.of(CALL, 4)));
        assertThat(tally.calls.sum()).isEqualTo(1);
        assertThat(tally.requests.sum()).isGreaterThanOrEqualTo(7);
        assertThat(tally.overlapping.sum()).isGreaterThanOrEqualTo(3);
        assertThat(tally.outcomes().get(Kind.APPLIED)).isLessThanOrEqualTo(1);
        assertThat(tally.outcomes().get(Kind.REPLAYED)).isGreaterThanOrEqualTo(3);
        assertThat(tally.violations.all()).isEmpty();
    }

    @Test
    void what_a_round_begins_with_must_succeed() {
        answer(exchange -> 404);
        assertThatExceptionOfType(SetUpRefusedException.class)
                .isThrownBy(() -> ring().ask(CALL))
                .withMessageContaining("404");
    }

    @Test
    void one_seed_makes_one_plan() {
        assertThat(List.of(ring().from(1, 1_000_000), ring().from(1, 1_000_000)))
                .hasSize(2)
                .doesNotContain(0);
        assertThat(ring().from(1, 1_000_000)).isEqualTo(ring().from(1, 1_000_000));
        assertThat(ring().name("x")).isEqualTo("P3-1-1-x");
    }

    private interface Answering {
        int to(HttpExchange exchange) throws Exception;
    }

    private void answer(Answering answering) {
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                int status = answering.to(exchange);
                byte[] body =
                        ("{\"type\":\"/in-progress\",\"status\":" + status + "}").getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
    }

    private Ring ring() {
        try {
            Path jar = Files.write(directory.resolve("none.jar"), new byte[0]);
            Database database = new Database("jdbc:postgresql://localhost:1/none", "nobody", "");
            int port = server.getAddress().getPort();
            Nodes nodes = Nodes.on(List.of(port, port), NodeOptions.shop(jar, database, directory));
            Target target = new Target(nodes, database, true);
            return new Ring("P3-1-1", new Random(7), target, new Sender(target, tally), tally, threads);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
