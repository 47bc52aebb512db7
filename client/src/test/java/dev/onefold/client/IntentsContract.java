package dev.onefold.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What any store of intents must do. */
abstract class IntentsContract {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final int CALLERS = 8;

    abstract Intents intents();

    @Test
    void the_first_of_a_name_is_kept_as_it_is() {
        Intent first = intent("order-1", "key-1", NOON);

        assertThat(intents().remember(first)).isEqualTo(new Intents.Stored(first, true, false));
        assertThat(intents().remember(intent("order-1", "key-2", NOON)))
                .isEqualTo(new Intents.Stored(first, false, false));
        assertThat(intents().find("order-1")).contains(new Intents.Stored(first, false, false));
        assertThat(intents().find("order-2")).isEmpty();
    }

    @Test
    void all_who_come_at_once_get_the_same_key() throws Exception {
        Intents intents = intents();
        for (int round = 0; round < 20; round++) {
            String name = "order-" + round;
            CyclicBarrier together = new CyclicBarrier(CALLERS);
            ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
            List<Callable<Intents.Stored>> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                Intent mine = intent(name, "key-" + caller, NOON);
                callers.add(() -> {
                    together.await(30, TimeUnit.SECONDS);
                    return intents.remember(mine);
                });
            }
            Set<String> keys = new HashSet<>();
            int isNew = 0;
            for (Future<Intents.Stored> told : threads.invokeAll(callers)) {
                keys.add(told.get().intent().key());
                isNew += told.get().isNew() ? 1 : 0;
            }
            threads.shutdownNow();
            assertThat(keys).hasSize(1);
            assertThat(isNew).isEqualTo(1);
        }
    }

    @Test
    void the_open_ones_are_told_oldest_first() {
        Intent younger = intent("b", "key-b", NOON.plusSeconds(1));
        Intent older = intent("z", "key-z", NOON);
        Intent decided = intent("a", "key-a", NOON);
        List.of(younger, older, decided).forEach(intents()::remember);
        intents().close("a");
        intents().close("unheard-of");

        assertThat(intents().open(10)).containsExactly(older, younger);
        assertThat(intents().open(1)).containsExactly(older);
    }

    @Test
    void a_decided_one_keeps_its_key_until_it_is_forgotten() {
        Intent intent = intent("order-1", "key-1", NOON);
        intents().remember(intent);
        intents().remember(intent("open", "key-2", NOON));
        intents().close("order-1");

        assertThat(intents().forgetClosed(NOON)).isZero();
        assertThat(intents().remember(intent("order-1", "key-9", NOON)))
                .isEqualTo(new Intents.Stored(intent, false, true));
        assertThat(intents().forgetClosed(NOON.plusMillis(1))).isEqualTo(1);
        assertThat(intents().find("order-1")).isEmpty();
        assertThat(intents().find("open")).isPresent();
    }

    static Intent intent(String id, String key, Instant at) {
        Request request = Request.post(
                        URI.create("https://shop.example/orders?a=b"), "application/json", new byte[] {0, 1, (byte) 0xFF
                        })
                .with("X-Colon", "a: b")
                .with("X-Empty", "");
        return new Intent(id, key, request, at);
    }
}
