package dev.onefold.check.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.check.oracle.HttpOracle;
import dev.onefold.check.subject.Allowance;
import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Intents;
import dev.onefold.check.subject.Target;
import dev.onefold.check.subject.UnusableException;
import dev.onefold.check.toys.Broken;
import dev.onefold.check.toys.Correct;
import dev.onefold.check.toys.Orders;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.Wire;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void under_load_each_key_is_executed_once_and_the_rest_is_replayed() {
        try (Orders server = Correct.REFUSES_AT_ONCE.start()) {
            LoadReport report = run(server, new LoadPlan(40, 5, 8, 1.1));
            assertThat(report.wrong()).isEmpty();
            assertThat(report.keysCounted()).isEqualTo(40);
            assertThat(report.latencies())
                    .hasEntrySatisfying(
                            Kind.EXECUTED,
                            latency -> assertThat(latency.count()).isEqualTo(40));
            assertThat(report.latencies()).doesNotContainKey(Kind.OTHER);
            assertThat(report.latencies().values().stream()
                            .mapToLong(LoadReport.Latency::count)
                            .sum())
                    .isGreaterThanOrEqualTo(200);
        }
    }

    @Test
    void an_api_that_ignores_keys_is_found() {
        try (Orders server = Broken.KEYS_IGNORED.start()) {
            assertThat(run(server, new LoadPlan(10, 3, 4, 0)).wrong())
                    .hasSize(10)
                    .allMatch(key -> key.endsWith("3 effects"));
        }
    }

    @Test
    void a_zipf_exponent_makes_the_first_keys_hot() {
        Zipf zipf = new Zipf(100, 1.2, new Random(1));
        int[] drawn = new int[100];
        for (int draw = 0; draw < 10_000; draw++) {
            drawn[zipf.draw()]++;
        }
        assertThat(drawn[0]).isGreaterThan(20 * drawn[50]);
    }

    @Test
    void there_is_a_most() {
        assertThatThrownBy(() -> new LoadPlan(100_000, 1_000, 1, 0)).isInstanceOf(UnusableException.class);
        assertThatThrownBy(() -> new LoadPlan(1, 1, 1, 4)).isInstanceOf(UnusableException.class);
    }

    private static LoadReport run(Orders server, LoadPlan plan) {
        Call call = Call.of("POST", server.origin() + "/orders")
                .withHeader("Content-Type: application/json")
                .withBody("{\"reference\":\"{{ref}}\",\"quantity\":2}");
        return Load.run(
                Target.of(call).build(),
                plan,
                Wire.to(Protocol.HTTP_1_1, server.origin()),
                Allowance.of(true),
                Intents.ofRun(),
                1,
                HttpOracle.parse("GET /orders?ref={{ref}} | $.total", call, null));
    }
}
