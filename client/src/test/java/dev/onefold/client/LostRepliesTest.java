package dev.onefold.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A server that loses three replies in ten, after it did the work. */
class LostRepliesTest {

    private static final int INTENTS = 10_000;
    private static final int CALLERS = 16;

    private final ManualTime time = new ManualTime();
    private final Random chance = new Random(7);

    @Test
    void ten_thousand_intents_have_ten_thousand_effects() throws Exception {
        try (LossyServer server = lossy()) {
            OnefoldClient client = client();
            List<Result> results =
                    together(INTENTS, number -> client.send("order-" + number, order(server, "order " + number)));
            long unknown =
                    results.stream().filter(result -> !result.isDecided()).count();

            List<Result> open = client.resume(INTENTS);
            int rounds = 1;
            while (open.stream().anyMatch(result -> !result.isDecided())) {
                open = client.resume(INTENTS);
                rounds++;
            }

            System.out.println(INTENTS + " intents, "
                    + results.stream().mapToInt(Result::attempts).sum() + " attempts, " + unknown
                    + " unknown at first, decided in " + rounds + " more rounds, " + server.effects() + " effects");
            assertThat(results).hasSize(INTENTS);
            assertThat(unknown).isPositive();
            assertThat(server.effects()).isEqualTo(INTENTS);
        }
    }

    @Test
    void a_client_that_makes_a_key_for_each_attempt_does_more_than_was_wanted() throws Exception {
        try (LossyServer server = lossy()) {
            OnefoldClient oneAttempt =
                    parts().retries(RetryPolicy.standard().attempts(1)).build();
            together(100, number -> {
                Result result = oneAttempt.send(order(server, "order " + number));
                for (int retry = 0; retry < 3 && !result.isDecided(); retry++) {
                    result = oneAttempt.send(order(server, "order " + number));
                }
                return result;
            });

            assertThat(server.effects()).isGreaterThan(100);
        }
    }

    private LossyServer lossy() {
        return new LossyServer().thenAlways(() -> {
            synchronized (chance) {
                return chance.nextInt(10) < 3 ? Act.LOSE_REPLY : Act.ANSWER;
            }
        });
    }

    private OnefoldClient client() {
        return parts().build();
    }

    private OnefoldClient.Builder parts() {
        // time passes for all callers at once, so it must not run out for one of them
        return OnefoldClient.builder(HttpTransport.over(HttpClient.newHttpClient()))
                .intents(InMemoryIntents.create())
                .retries(RetryPolicy.standard().deadline(Duration.ofHours(1)))
                .budget(RetryBudget.of(100, 10_000))
                .with(time, bound -> 0);
    }

    private static Request order(LossyServer server, String body) {
        return Request.post(server.uri(), "text/plain", body.getBytes(StandardCharsets.UTF_8));
    }

    private interface Send {
        Result numbered(int number) throws IOException;
    }

    private static List<Result> together(int count, Send send) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Callable<Result>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                calls.add(() -> send.numbered(number));
            }
            List<Result> results = new ArrayList<>();
            for (Future<Result> done : callers.invokeAll(calls)) {
                results.add(done.get());
            }
            return results;
        } finally {
            callers.shutdownNow();
        }
    }
}
