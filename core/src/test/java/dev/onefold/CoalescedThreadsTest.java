package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onefold.Operation.Batching;
import dev.onefold.store.InMemoryStore;
import dev.onefold.store.InMemoryStore.Effects;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many requests at once, on threads of every kind and on none: each has its effect once. */
class CoalescedThreadsTest {

    private static final int REQUESTS = 2_000;

    private final AtomicInteger effects = new AtomicInteger();
    private final Onefold<Effects> onefold = Onefold.on(new InMemoryStore());
    private final Coalesced<Integer, String, RuntimeException> line = onefold.coalesced(
            Operation.coalesced("count", Codec.text()).with(new Batching(64, 2, REQUESTS, Duration.ofSeconds(60))),
            (resource, numbers) -> {
                List<Decision<String>> decisions = new ArrayList<>();
                for (int number : numbers) {
                    resource.onCommit(effects::incrementAndGet);
                    decisions.add(new Decision.Accept<>("number " + number));
                }
                return decisions;
            });

    private static Call call(int number) {
        return Call.of(new Scope("", "me"), "key " + number / 2, Fingerprint.ofText("count"));
    }

    private static String answer(Outcome<String> outcome) {
        return outcome instanceof Outcome.Applied<String> applied
                ? applied.value()
                : ((Outcome.Replayed<String>) outcome).value();
    }

    /** Each key comes twice. */
    private void assertOnce(List<? extends Future<Outcome<String>>> answers) throws Exception {
        for (int number = 0; number < REQUESTS; number += 2) {
            Outcome<String> one = answers.get(number).get(60, TimeUnit.SECONDS);
            Outcome<String> other = answers.get(number + 1).get(60, TimeUnit.SECONDS);
            assertThat(answer(one)).isEqualTo(answer(other));
        }
        assertThat(effects).hasValue(REQUESTS / 2);
        assertThat(line.waiting()).isZero();
    }

    private void executeOn(ExecutorService threads) throws Exception {
        try {
            List<Future<Outcome<String>>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                answers.add(threads.submit(() -> line.execute(call(number), number)));
            }
            assertOnce(answers);
        } finally {
            threads.shutdownNow();
            onefold.close();
        }
    }

    @Test
    void onPlatformThreads() throws Exception {
        executeOn(Executors.newFixedThreadPool(64));
    }

    @Test
    void onVirtualThreads() throws Exception {
        executeOn(virtualThreads());
    }

    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        assumeTrue(Runtime.version().feature() >= 21, "this JDK has no virtual threads");
        Method factory = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
        return (ExecutorService) factory.invoke(null);
    }

    @Test
    void onNoThreadOfTheirOwn() throws Exception {
        List<CompletableFuture<Outcome<String>>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            answers.add(line.submit(call(i), i));
        }
        assertOnce(answers);
        onefold.close();
    }
}
