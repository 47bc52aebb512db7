package dev.onefold.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.check.Finding.Status;
import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Target;
import dev.onefold.check.toys.Correct;
import dev.onefold.check.toys.Items;
import dev.onefold.check.toys.Orders;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherRulesTest {

    @ParameterizedTest
    @CsvSource({"false, PASS", "true, FAIL"})
    void a_put_that_adds_is_found(boolean adds, Status status) {
        try (Items server = new Items(adds, 404)) {
            Target put = Target.of(item(server, "PUT").withBody("{}")).build();
            assertThat(statusOf("put-repeated", Checked.report(put, "GET /items/{{ref}} | $.units")))
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"404, PASS", "410, PASS", "500, FAIL", "409, FAIL"})
    void a_delete_that_fails_the_second_time_is_found(int again, Status status) {
        try (Items server = new Items(false, again)) {
            Target delete = Target.of(item(server, "DELETE"))
                    .before(item(server, "PUT").withBody("{}"))
                    .build();
            assertThat(statusOf("delete-repeated", Checked.report(delete, false)))
                    .isEqualTo(status);
        }
    }

    @Test
    void an_expiry_longer_than_anybody_waits_does_not_apply() {
        try (Orders server = Correct.REFUSES_AT_ONCE.start()) {
            Target target = Checked.target(server, "/orders").toBuilder()
                    .retention(Duration.ofHours(24))
                    .build();
            CheckReport report = Checked.report(target, "GET /orders?ref={{ref}} | $.total", "expired-key");
            assertThat(report.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.status()).isEqualTo(Status.NA);
                assertThat(finding.detail()).contains("PT24H", "longer than is waited for");
            });
        }
    }

    @Test
    void a_server_that_remembers_longer_than_it_says_does_no_harm() {
        try (Orders server = Correct.REFUSES_AT_ONCE.start()) {
            Target target = Checked.target(server, "/orders").toBuilder()
                    .retention(Duration.ofMillis(1))
                    .build();
            CheckReport report = Checked.report(target, "GET /orders?ref={{ref}} | $.total", "expired-key");
            assertThat(statusOf("expired-key", report)).isEqualTo(Status.PASS);
        }
    }

    private static Call item(Items server, String method) {
        return Call.of(method, server.origin() + "/items/{{ref}}");
    }

    private static Status statusOf(String id, CheckReport report) {
        return report.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(Checked.told(report)))
                .status();
    }
}
