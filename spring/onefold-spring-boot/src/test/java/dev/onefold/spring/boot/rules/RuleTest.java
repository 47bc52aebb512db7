package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What the rules have in common. Every test works on a business and a key that no other uses. */
abstract class RuleTest {

    protected static final int MOST_SECONDS = 60;
    private static final int MOST_SECONDS_TOGETHER = 300;

    protected final Node a = Rig.a();

    /** A key nobody has used. */
    protected static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** A business nobody has done. */
    protected static String newId() {
        return "id-" + UUID.randomUUID();
    }

    /** How often this business had its effect, as committed. */
    protected static int effects(String id) {
        return Rig.outside()
                .sql("SELECT count(*) FROM effect WHERE business = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    protected static void assertEffects(String id, int count) {
        assertThat(effects(id)).as("effects of %s", id).isEqualTo(count);
    }

    /** How many records there are, of anybody. */
    protected static int records() {
        return Rig.outside()
                .sql("SELECT count(*) FROM onefold_record")
                .query(Integer.class)
                .single();
    }

    protected static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(MOST_SECONDS)).pollInterval(Duration.ofMillis(10));
    }

    /** Sends a request again for as long as it is told that the first one is at work. */
    protected static Told settled(Callable<Told> request) {
        return eventually().until(request, told -> !told.text().contains("/in-progress"));
    }

    /** So many at once. */
    protected static <T> List<T> together(int count, IntFunction<T> what) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CyclicBarrier start = new CyclicBarrier(count);
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                all.add(() -> {
                    start.await(MOST_SECONDS, TimeUnit.SECONDS);
                    return what.apply(number);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> done : threads.invokeAll(all, MOST_SECONDS_TOGETHER, TimeUnit.SECONDS)) {
                results.add(done.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
