package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request that is made by its own thread, for whoever needs it. */
class MakingTest {

    private static final int PATIENCE_SECONDS = 60;

    private final ExecutorService others = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        others.shutdownNow();
    }

    @Test
    void is_made_once() {
        AtomicInteger made = new AtomicInteger();
        Making<Integer> making = new Making<>(made::incrementAndGet, Time.system(), Duration.ofSeconds(60));

        assertThat(made).hasValue(0);
        assertThat(making.get()).isEqualTo(1);
        making.make();
        assertThat(making.get()).isEqualTo(1);
    }

    @Test
    void is_waited_for_by_another_thread_even_if_that_is_interrupted() throws Exception {
        Making<String> making = new Making<>(() -> "made", Time.system(), Duration.ofSeconds(60));
        CompletableFuture<Thread> asking = new CompletableFuture<>();
        Future<String> other = others.submit(() -> {
            asking.complete(Thread.currentThread());
            return making.get() + Thread.currentThread().isInterrupted();
        });
        asking.get(PATIENCE_SECONDS, TimeUnit.SECONDS).interrupt();

        making.make();

        assertThat(other.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("madetrue");
    }

    @Test
    void is_waited_for_no_longer_than_it_may_take() {
        Making<String> making = new Making<>(() -> "too late", Time.system(), Duration.ZERO);

        Future<String> other = others.submit(making::get);

        assertThatThrownBy(() -> other.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void fails_for_everybody_if_it_fails() {
        Making<String> making = new Making<>(
                () -> {
                    throw new IllegalArgumentException("never");
                },
                Time.system(),
                Duration.ofSeconds(60));

        making.make();

        assertThatThrownBy(making::get).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> others.submit(making::get).get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }
}
