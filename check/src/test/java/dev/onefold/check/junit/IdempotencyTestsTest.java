package dev.onefold.check.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.check.IdempotencyCheck;
import dev.onefold.check.rule.Settings;
import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Target;
import dev.onefold.check.toys.Broken;
import dev.onefold.check.toys.Correct;
import dev.onefold.check.toys.Orders;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class IdempotencyTestsTest {

    @Test
    void a_check_that_fails_is_a_test_that_fails_and_tells_what_to_do() {
        EngineExecutionResults results = run(Forgetful.class);
        Event failed = results.testEvents().failed().stream().findFirst().orElseThrow();
        assertThat(results.testEvents().failed().count()).isEqualTo(1);
        assertThat(failed.getTestDescriptor().getDisplayName()).startsWith("replay-headers: ");
        String message = failed.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .map(Throwable::getMessage)
                .orElseThrow();
        assertThat(message).contains("Location was", "Store an allow-list of headers", "curl -i -X POST");
        assertThat(results.testEvents().aborted().count()).isEqualTo(1);
    }

    @Test
    void an_api_that_does_it_right_passes() {
        EngineExecutionResults results = run(Right.class);
        assertThat(results.testEvents().failed().count()).isZero();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(3);
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(tests))
                .execute();
    }

    private static IdempotencyCheck check(Orders server) {
        Target orders = Target.of(Call.of("POST", server.origin() + "/orders")
                        .withHeader("Content-Type: application/json")
                        .withBody("{\"reference\":\"{{ref}}\",\"quantity\":2}"))
                .build();
        return IdempotencyCheck.builder()
                .counted(orders, "GET /orders?ref={{ref}} | $.total")
                .settings(Settings.DEFAULT.withCopies(4).withRounds(1))
                .only("replay-effect")
                .only("replay-headers")
                .only("replay-status")
                .only("other-principal")
                .build();
    }

    /** Keeps status and body. */
    static class Forgetful implements IdempotencyTests {
        private static Optional<Orders> server = Optional.empty();

        @BeforeAll
        static void start() {
            server = Optional.of(Broken.LOCATION_LOST.start());
        }

        @AfterAll
        static void stop() {
            server.orElseThrow().close();
        }

        @Override
        public IdempotencyCheck idempotencyCheck() {
            return check(server.orElseThrow());
        }
    }

    /** Keeps everything. */
    static class Right implements IdempotencyTests {
        private static Optional<Orders> server = Optional.empty();

        @BeforeAll
        static void start() {
            server = Optional.of(Correct.REFUSES_AT_ONCE.start());
        }

        @AfterAll
        static void stop() {
            server.orElseThrow().close();
        }

        @Override
        public IdempotencyCheck idempotencyCheck() {
            return check(server.orElseThrow());
        }
    }
}
