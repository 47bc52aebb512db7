package dev.onefold.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.Scope;
import dev.onefold.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyQuotaTest {

    private static final Scope ANN = new Scope("acme", "ann");
    private static final Scope BOB = new Scope("acme", "bob");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Time time = new Time() {
        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public void pause(Duration length) {
            throw new IllegalStateException("Nobody pauses here");
        }

        @Override
        public boolean await(CountDownLatch latch, Duration atMost) {
            throw new IllegalStateException("Nobody waits here");
        }
    };
    private final KeyQuota quota = new KeyQuota(new KeyQuota.Bounds(2, 3, MINUTE, 2), time);

    @Test
    void S12_so_many_requests_of_a_caller_are_at_work() {
        assertThat(quota.enter(ANN)).isEmpty();
        assertThat(quota.enter(ANN)).isEmpty();
        assertThat(quota.enter(ANN)).contains(Duration.ofSeconds(1));
        assertThat(quota.enter(BOB)).as("another caller").isEmpty();
        quota.leave(ANN);
        assertThat(quota.enter(ANN)).isEmpty();
    }

    @Test
    void S12_so_many_keys_of_a_caller_lead_to_work_in_a_window() {
        for (int i = 0; i < 3; i++) {
            assertThat(quota.newKey(ANN)).isEmpty();
        }
        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(quota.newKey(ANN)).contains(Duration.ofSeconds(40));
        assertThat(quota.newKey(BOB)).as("another caller").isEmpty();
        nanos.addAndGet(Duration.ofSeconds(40).toNanos());
        assertThat(quota.newKey(ANN)).as("the next window").isEmpty();
    }

    @Test
    void S12_what_is_remembered_is_bounded() {
        for (int i = 0; i < 1_000; i++) {
            Scope caller = new Scope("", "caller " + i);
            assertThat(quota.enter(caller)).isEmpty();
            assertThat(quota.newKey(caller)).isEqualTo(Optional.empty());
            quota.leave(caller);
        }
        assertThat(quota.callers()).isEqualTo(2);
    }

    @Test
    void bounds_are_checked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyQuota.Bounds(0, 1, MINUTE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyQuota.Bounds(1, 0, MINUTE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyQuota.Bounds(1, 1, Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyQuota.Bounds(1, 1, MINUTE, 0));
    }
}
