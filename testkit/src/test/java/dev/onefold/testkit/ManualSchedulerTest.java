package dev.onefold.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManualSchedulerTest {

    private final ManualScheduler scheduler = new ManualScheduler();
    private final List<String> ran = new ArrayList<>();

    @Test
    void runs_what_is_due_in_the_order_of_time() throws Exception {
        Future<?> late = scheduler.schedule(() -> ran.add("late"), 3, SECONDS);
        Future<String> early = scheduler.schedule(
                () -> {
                    ran.add("early");
                    return "value";
                },
                2,
                SECONDS);
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(ran).isEmpty();

        scheduler.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("early", "late");
        assertThat(early.get()).isEqualTo("value");
        assertThat(late).isDone();
    }

    @Test
    void repeats_until_it_is_cancelled() {
        ScheduledFuture<?> repeated = scheduler.scheduleWithFixedDelay(() -> ran.add("again"), 1, 2, SECONDS);

        scheduler.advance(Duration.ofSeconds(5));
        assertThat(ran).hasSize(3);
        assertThat(repeated.getDelay(SECONDS)).isEqualTo(2);
        assertThat(scheduler.scheduled()).isEqualTo(1);
        repeated.cancel(false);
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(ran).hasSize(3);
        assertThat(scheduler.scheduled()).isZero();
    }

    @Test
    void stops_repeating_what_throws() {
        Future<?> repeated = scheduler.scheduleAtFixedRate(
                () -> {
                    ran.add("once");
                    throw new IllegalStateException("failed");
                },
                1,
                1,
                SECONDS);

        scheduler.advance(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("once");
        assertThatThrownBy(repeated::get).hasRootCauseMessage("failed");
    }

    @Test
    void accepts_nothing_once_it_is_shut_down() {
        scheduler.execute(() -> ran.add("never"));

        assertThat(scheduler.shutdownNow()).hasSize(1);

        assertThat(scheduler.isTerminated()).isTrue();
        assertThatThrownBy(() -> scheduler.execute(() -> ran.add("never")))
                .isInstanceOf(RejectedExecutionException.class);
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(ran).isEmpty();
    }
}
