package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManualTimeTest {

    private final Crew crew = new Crew();
    private final ManualTime time = ManualTime.still();

    @AfterEach
    void end() {
        crew.close();
    }

    @Test
    void a_pause_lasts_until_the_time_was_advanced_far_enough() throws Exception {
        Future<Boolean> pause = crew.start(() -> {
            time.pause(Duration.ofSeconds(10));
            return true;
        });
        time.awaitResting(1);
        time.advance(Duration.ofSeconds(9));
        time.awaitResting(1);
        assertThat(pause).isNotDone();

        time.advance(Duration.ofSeconds(1));

        assertThat(Crew.result(pause)).isTrue();
        assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void a_wait_ends_with_what_it_waits_for() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Future<Boolean> wait = crew.start(() -> time.await(latch, Duration.ofSeconds(10)));
        time.awaitResting(1);

        latch.countDown();

        assertThat(Crew.result(wait)).isTrue();
        assertThat(time.await(latch, Duration.ZERO)).isTrue();
    }

    @Test
    void a_wait_in_vain_ends_with_the_time() throws Exception {
        Future<Boolean> wait = crew.start(() -> time.await(new CountDownLatch(1), Duration.ofSeconds(10)));
        time.awaitResting(1);

        time.advance(Duration.ofMinutes(1));

        assertThat(Crew.result(wait)).isFalse();
    }

    @Test
    void an_interrupt_ends_a_wait_and_stays_set() throws Exception {
        boolean interrupted = crew.elsewhere(() -> {
            Thread.currentThread().interrupt();
            assertThat(time.await(new CountDownLatch(1), Duration.ofSeconds(10)))
                    .isFalse();
            return Thread.interrupted();
        });

        assertThat(interrupted).isTrue();
    }

    @Test
    void jumping_time_passes_by_itself() {
        ManualTime jumping = ManualTime.jumping();

        jumping.pause(Duration.ofHours(1));

        assertThat(jumping.await(new CountDownLatch(1), Duration.ofHours(1))).isFalse();
        assertThat(jumping.nanos()).isEqualTo(Duration.ofHours(2).toNanos());
    }
}
