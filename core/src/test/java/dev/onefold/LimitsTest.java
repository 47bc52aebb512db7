package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.Operation.Doubt;
import dev.onefold.Operation.LeasePolicy;
import dev.onefold.Operation.Retention;
import dev.onefold.Operation.Waiting;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every wait, size and count is checked where it is made, and the message says what would do. */
class LimitsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(400);

    private static void refused(Supplier<?> made, String named) {
        assertThatIllegalArgumentException().isThrownBy(made::get).withMessageContaining(named);
    }

    @Test
    void retention() {
        assertThat(new Retention(SECOND, SECOND)).isNotNull();
        assertThat(new Retention(LONGEST, LONGEST)).isNotNull();
        refused(() -> new Retention(SECOND.minusNanos(1), SECOND), "retention.answer");
        refused(() -> new Retention(LONGEST.plusNanos(1), LONGEST), "retention.answer");
        refused(() -> new Retention(SECOND, SECOND.minusNanos(1)), "retention.tombstone");
        refused(() -> new Retention(SECOND, LONGEST.plusNanos(1)), "retention.tombstone");
        assertThat(Retention.DEFAULT).isEqualTo(new Retention(Duration.ofHours(24), Duration.ofDays(30)));
    }

    @Test
    void waiting() {
        assertThat(new Waiting(Duration.ofSeconds(60), 1_000)).isNotNull();
        refused(() -> new Waiting(Duration.ofNanos(-1), 8), "waiting.atMost");
        refused(() -> new Waiting(Duration.ofSeconds(60).plusNanos(1), 8), "waiting.atMost");
        refused(() -> new Waiting(Duration.ZERO, -1), "waiting.waiters");
        refused(() -> new Waiting(Duration.ZERO, 1_001), "waiting.waiters");
        assertThat(Waiting.atMost(SECOND)).isEqualTo(new Waiting(SECOND, 8));
    }

    @Test
    void leases() {
        Duration often = Duration.ofMillis(10);
        assertThat(new LeasePolicy(SECOND, Duration.ofMillis(500), Doubt.ASK)).isNotNull();
        assertThat(new LeasePolicy(Duration.ofHours(1), often, Doubt.ASK)).isNotNull();
        refused(() -> new LeasePolicy(SECOND.minusNanos(1), often, Doubt.ASK), "lease.length");
        refused(() -> new LeasePolicy(Duration.ofHours(1).plusNanos(1), often, Doubt.ASK), "lease.length");
        refused(() -> new LeasePolicy(SECOND, Duration.ofMillis(501), Doubt.ASK), "lease.renewEvery");
        refused(() -> new LeasePolicy(SECOND, Duration.ofMillis(9), Doubt.ASK), "lease.renewEvery");
    }

    @Test
    void names() {
        refused(() -> Operation.transactional("", Codec.text()), "name");
        refused(() -> Operation.leased("n".repeat(101), Codec.text()), "name");
        refused(() -> Rejection.of(" ", "why"), "rejection code");
        refused(() -> Rejection.of("c".repeat(101), "why"), "rejection code");
        refused(() -> Content.of("", new byte[0]), "media type");
        refused(() -> Content.of("m".repeat(128), new byte[0]), "media type");
    }
}
