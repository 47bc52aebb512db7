package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.store.RetryTransactionException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();

    private final Time time = new Time() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void pause(Duration length) {
            pauses.add(length);
        }

        @Override
        public boolean await(CountDownLatch latch, Duration atMost) {
            return true;
        }
    };

    /** Always draws the longest pause. */
    private final Retries retries =
            Retries.of(failure -> failure instanceof IOException).with(time, bound -> bound - 1);

    private Retries.Transaction<String, IOException> failingTimes(int times) {
        return () -> {
            if (runs.incrementAndGet() <= times) {
                throw new IOException("run " + runs);
            }
            return "done in run " + runs;
        };
    }

    @Test
    void a_transaction_that_does_not_fail_runs_once() throws IOException {
        assertThat(retries.run(failingTimes(0))).isEqualTo("done in run 1");
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_transaction_that_fails_in_passing_runs_again_after_a_pause() throws IOException {
        assertThat(retries.run(failingTimes(2))).isEqualTo("done in run 3");
        assertThat(pauses).containsExactly(Duration.ofMillis(10), Duration.ofMillis(20));
    }

    @Test
    void a_transaction_that_the_store_gave_up_runs_again() {
        assertThat(Retries.of(failure -> false).with(time, bound -> 0).run(() -> {
                    if (runs.incrementAndGet() == 1) {
                        throw new RetryTransactionException("deadlock", new IOException());
                    }
                    return runs.get();
                }))
                .isEqualTo(2);
        assertThat(pauses).containsExactly(Duration.ZERO);
    }

    @Test
    void the_last_failure_is_thrown_when_it_ran_often_enough() {
        assertThatThrownBy(() -> retries.attempts(5).run(failingTimes(9))).hasMessage("run 5");
        assertThat(runs).hasValue(5);
    }

    @Test
    void a_failure_that_does_not_pass_is_thrown_at_once() {
        assertThatThrownBy(() -> retries.run(() -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(runs).hasValue(1);
    }

    @Test
    void nothing_is_repeated_in_a_transaction_that_somebody_else_began() {
        assertThatThrownBy(() -> retries.unless(() -> true).run(failingTimes(1)))
                .hasMessage("run 1");
        assertThat(runs).hasValue(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void an_interrupted_thread_does_not_go_on() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> retries.run(failingTimes(1))).hasMessage("run 1");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void the_bound_of_the_pause_doubles_up_to_a_limit() {
        Retries patient = retries.attempts(6).pause(Duration.ofMillis(100), Duration.ofMillis(350));
        assertThatThrownBy(() -> patient.run(failingTimes(9))).hasMessage("run 6");
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(100L, 200L, 350L, 350L, 350L);
    }

    @Test
    void attempts_and_pauses_are_bounded() {
        assertThatIllegalArgumentException().isThrownBy(() -> retries.attempts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> retries.attempts(21));
        assertThatIllegalArgumentException().isThrownBy(() -> retries.pause(Duration.ZERO, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> retries.pause(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> retries.pause(Duration.ofSeconds(1), Duration.ofSeconds(61)));
    }
}
