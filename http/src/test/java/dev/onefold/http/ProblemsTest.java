package dev.onefold.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.Rejection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class ProblemsTest {

    private static final Problems PROBLEMS = Problems.standard();

    static List<Problem> catalogue() {
        return List.of(
                PROBLEMS.keyMissing("Idempotency-Key"),
                PROBLEMS.keyInvalid("The key is empty."),
                PROBLEMS.scopeMissing(),
                PROBLEMS.bodyInvalid("The JSON body is not UTF-8."),
                PROBLEMS.bodyTooLarge(1024),
                PROBLEMS.keyReused("body"),
                PROBLEMS.inProgress(Duration.ofSeconds(1)),
                PROBLEMS.outcomeUnknown(InDoubt.ASK_AGAIN),
                PROBLEMS.outcomeUnknown(InDoubt.RECONCILE),
                PROBLEMS.resultUnavailable(),
                PROBLEMS.resultExpired(Instant.EPOCH),
                PROBLEMS.storeUnavailable(Duration.ofSeconds(1)),
                PROBLEMS.stale("The version is behind."),
                PROBLEMS.preconditionRequired(),
                PROBLEMS.preconditionInvalid(),
                PROBLEMS.rejected(Rejection.of("insufficient-stock", "There are 2 left.")));
    }

    @Test
    void the_catalogue_has_these_statuses_and_types() {
        assertThat(catalogue())
                .extracting(Problem::toString)
                .containsExactly(
                        "400 https://onefold.dev/problems/key-missing",
                        "400 https://onefold.dev/problems/key-invalid",
                        "401 https://onefold.dev/problems/scope-missing",
                        "400 https://onefold.dev/problems/body-invalid",
                        "413 https://onefold.dev/problems/body-too-large",
                        "422 https://onefold.dev/problems/key-reused",
                        "409 https://onefold.dev/problems/in-progress",
                        "503 https://onefold.dev/problems/outcome-unknown",
                        "409 https://onefold.dev/problems/outcome-unknown",
                        "409 https://onefold.dev/problems/result-unavailable",
                        "409 https://onefold.dev/problems/result-expired",
                        "503 https://onefold.dev/problems/store-unavailable",
                        "412 https://onefold.dev/problems/stale",
                        "428 https://onefold.dev/problems/precondition-required",
                        "400 https://onefold.dev/problems/precondition-invalid",
                        "409 https://onefold.dev/problems/insufficient-stock");
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void R16_no_problem_is_cached(Problem problem) {
        RecordedResponse response = problem.toResponse();

        assertThat(response.status()).isEqualTo(problem.status());
        assertThat(response.header("Content-Type")).contains("application/problem+json");
        assertThat(response.header("Cache-Control")).contains("no-store");
    }

    @Test
    void C2_in_progress_tells_everything_a_client_needs() {
        RecordedResponse response = PROBLEMS.inProgress(Duration.ofMillis(1500)).toResponse();

        assertThat(response.header("Retry-After")).contains("2");
        assertThat(new String(response.body(), UTF_8))
                .isEqualTo(
                        "{\"type\":\"https://onefold.dev/problems/in-progress\",\"title\":\"The request is at work\","
                                + "\"status\":409,\"detail\":\"A request with this key has not ended yet. Send it again, with"
                                + " the same key, later.\",\"retryable\":true,\"safe_new_key\":false,"
                                + "\"operation_state\":\"in_progress\",\"retry_after\":2}");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "999, 1", "1000, 1", "1001, 2", "60000, 60", "-5000, 1"})
    void C2_retry_after_is_rounded_up_and_at_least_1(long millis, String seconds) {
        assertThat(PROBLEMS.storeUnavailable(Duration.ofMillis(millis))
                        .toResponse()
                        .header("Retry-After"))
                .contains(seconds);
    }

    @Test
    void a_new_key_is_never_called_safe_where_an_effect_may_exist() {
        for (Problem problem : List.of(
                PROBLEMS.inProgress(Duration.ZERO),
                PROBLEMS.outcomeUnknown(InDoubt.ASK_AGAIN),
                PROBLEMS.outcomeUnknown(InDoubt.RECONCILE),
                PROBLEMS.storeUnavailable(Duration.ZERO),
                PROBLEMS.resultUnavailable(),
                PROBLEMS.resultExpired(Instant.EPOCH))) {
            assertThat(new String(problem.toResponse().body(), UTF_8)).contains("\"safe_new_key\":false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"quoted\" \\ \n\r\u0000\u007f", "</script>", "\u00e9\u2028\uD83D\uDE00", "\uD800 alone"})
    void K12_text_is_escaped(String text) {
        RecordedResponse response = PROBLEMS.keyReused(text).with("m", text).toResponse();

        assertThat(response.body()).doesNotContain('\n', '\r', 0);
        for (byte b : response.body()) {
            assertThat(b).isNotNegative();
        }
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), response.body())) {
            while (!"m".equals(parser.currentName())) {
                parser.nextToken();
            }
            parser.nextToken();
            assertThat(parser.getString()).isEqualTo(text);
        }
    }

    @Test
    void the_base_is_a_choice() {
        assertThat(Problems.at(URI.create("urn:shop:problem:"))
                        .resultUnavailable()
                        .type())
                .hasToString("urn:shop:problem:result-unavailable");
        assertThatIllegalArgumentException().isThrownBy(() -> Problems.at(URI.create("/problems/")));
        assertThatIllegalArgumentException().isThrownBy(() -> Problems.at(URI.create("https://example.org/problems")));
    }

    @Test
    void a_rejection_code_that_is_no_word_still_makes_a_type() {
        assertThat(PROBLEMS.rejected(Rejection.of("out of stock/50%", "no")).type())
                .hasToString("https://onefold.dev/problems/out%20of%20stock%2F50%25");
    }

    @Test
    void members_of_the_standard_cannot_be_overwritten() {
        Problem problem = PROBLEMS.scopeMissing();

        assertThatIllegalArgumentException().isThrownBy(() -> problem.with("status", 200));
        assertThatIllegalArgumentException().isThrownBy(() -> problem.with("type", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> problem.with(" ", true));
        assertThatIllegalArgumentException().isThrownBy(() -> Problem.of(problem.type(), 200, "t", "d"));
    }
}
