package dev.onefold.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.check.subject.Target;
import dev.onefold.check.toys.Broken;
import dev.onefold.check.toys.Correct;
import dev.onefold.check.toys.Orders;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each defect is found under its name, and nothing is said to be broken that is not. */
class BrokenServersTest {

    private static final int OVERLAP_MILLIS = 5_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UNSCOPED_KEY                | other-principal        |
            EMPTY_ASYNC_BODY            | replay-body            | concurrent-http1 retry-while-running gone-before-answer
            FROZEN_503                  | error-frozen           |
            COOKIE_REPLAYED             | replay-cookie          |
            PATH_IGNORED                | other-path             |
            BODY_DRAINED                | key-accepted           |
            REPLY_BEFORE_COMMIT         | answered-before-effect |
            KEY_FREED_AFTER_FAILED_SAVE | effect-before-error    |
            KEY_FREED_WHEN_CALLER_GONE  | gone-before-answer     |
            STUCK_AFTER_BROKEN_BODY     | gone-halfway           |
            BODY_IN_KEY                 | reordered-json         | other-body
            BODY_IGNORED                | other-body             |
            TRUNCATED_KEY               | key-too-long           |
            LOCATION_LOST               | replay-headers         |
            STATUS_LOST                 | replay-status          |
            UNSCOPED_KEY_AND_STATUS_LOST| other-principal        | replay-status
            EMPTY_KEY_SHARED            | key-empty              |
            UNREADABLE_KEY_IGNORED      | key-malformed          |
            REFUSAL_FROZEN              | invalid-then-valid     |
            TRACE_IN_FINGERPRINT        | volatile-headers       |
            MARKED_ALWAYS               | replay-marker          |
            """)
    void a_defect_is_found_and_named(Broken broken, String name, @Nullable String consequences) {
        try (Orders server = broken.start()) {
            CheckReport report = Checked.report(Checked.target(server, "/orders"), true);
            Set<String> justified = new TreeSet<>(Set.of(name));
            if (consequences != null) {
                justified.addAll(Set.of(consequences.split(" ")));
            }
            assertThat(Checked.failed(report))
                    .as(Checked.told(report))
                    .contains(name)
                    .isSubsetOf(justified);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETED_LIVE_CLAIM | retry-while-running | concurrent-http1 gone-before-answer
            CHECK_THEN_ACT     | concurrent-http1    | retry-while-running gone-before-answer gone-halfway
            NULL_IN_FLIGHT     | concurrent-http1    | retry-while-running gone-before-answer
            LOST_RACE_IS_500   | concurrent-http1    | retry-while-running gone-before-answer
            """)
    void a_defect_that_shows_when_requests_overlap_is_found_when_they_do(
            Broken broken, String name, String consequences) {
        try (Orders server = broken.start().waitingForCompany(OVERLAP_MILLIS)) {
            CheckReport report =
                    Checked.report(Checked.target(server, "/orders"), "GET /orders?ref={{ref}} | $.total", name);
            assertThat(Checked.failed(report)).as(Checked.told(report)).containsExactly(name);
        }
        // where nobody makes them overlap, they may or may not
        try (Orders server = broken.start()) {
            CheckReport report = Checked.report(Checked.target(server, "/orders"), true);
            Set<String> justified = new TreeSet<>(Set.of(consequences.split(" ")));
            justified.add(name);
            assertThat(Checked.failed(report)).as(Checked.told(report)).isSubsetOf(justified);
        }
    }

    @Test
    void an_api_that_ignores_keys_does_everything_again() {
        try (Orders server = Broken.KEYS_IGNORED.start()) {
            assertThat(Checked.failed(Checked.report(Checked.target(server, "/orders"), true)))
                    .contains("replay-effect", "concurrent-http1", "other-body", "gzip", "key-malformed");
            // without anybody who counts, two answers of their own say as much
            assertThat(Checked.failed(Checked.report(Checked.target(server, "/orders"), false)))
                    .contains("replay-effect", "concurrent-http1", "other-body", "gzip");
        }
    }

    @Test
    void a_query_that_nobody_compares_is_found_where_there_is_one() {
        try (Orders server = Broken.QUERY_IGNORED.start()) {
            assertThat(Checked.failed(Checked.report(Checked.target(server, "/orders?amount=1"), true)))
                    .containsExactly("other-query");
            assertThat(Checked.failed(Checked.report(Checked.target(server, "/orders"), true)))
                    .isEmpty();
        }
    }

    @Test
    void an_order_like_another_is_refused() {
        try (Orders server = Broken.SAME_BODY_REFUSED.start()) {
            Target target = Target.of(Checked.target(server, "/orders")
                            .call()
                            .withBody("{\"reference\":\"gift-card\",\"quantity\":1}"))
                    .build();
            CheckReport report = Checked.report(target, "GET /orders?ref=gift-card | $.total", "same-body-new-key");
            assertThat(Checked.failed(report)).containsExactly("same-body-new-key");
        }
    }

    @Test
    void a_missing_key_is_a_defect_only_where_keys_are_required() {
        try (Orders server = Correct.REFUSES_AT_ONCE.start()) {
            Target required = Checked.target(server, "/orders").toBuilder()
                    .keyRequired(true)
                    .build();
            assertThat(Checked.failed(Checked.report(required, true))).containsExactly("key-required");
        }
    }
}
