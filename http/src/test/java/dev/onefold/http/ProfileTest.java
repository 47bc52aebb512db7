package dev.onefold.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.Outcome;
import dev.onefold.Rejection;
import dev.onefold.Scope;
import dev.onefold.http.RecordedResponse.Field;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {

    private static final String KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324";
    private static final KeyHeader.Valid VALID = new KeyHeader.Valid(KEY, KEY);
    private static final RecordedResponse CREATED = RecordedResponse.of(
            201, List.of(new Field("Location", "/orders/1"), new Field("ETag", "\"1\"")), "{}".getBytes(UTF_8));

    private static RecordedResponse mismatch(Profile profile) {
        return profile.contract()
                .answers()
                .to(new Outcome.Mismatch<>("content"), VALID)
                .response();
    }

    private static RecordedResponse inProgress(Profile profile) {
        return profile.contract()
                .answers()
                .to(new Outcome.InProgress<>(Duration.ofSeconds(1)), VALID)
                .response();
    }

    private static RecordedResponse missing(Profile profile) {
        HttpContract contract = profile.contract();
        return contract.answers()
                .to(contract.problems().keyMissing(contract.keys().header()))
                .response();
    }

    private static String text(RecordedResponse response) {
        return new String(response.body(), UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "IETF, Idempotency-Key, 422, true",
        "STRIPE, Idempotency-Key, 400, true",
        "ACP, Idempotency-Key, 422, true",
        "UCP, Idempotency-Key, 409, true",
        "OASIS, Repeatability-Request-ID, 400, false",
        "PAYPAL, PayPal-Request-Id, 422, false"
    })
    void each_has_its_header_its_mismatch_and_its_echo(Profile profile, String header, int status, boolean echo) {
        assertThat(profile.contract().keys().header()).isEqualTo(header);
        assertThat(mismatch(profile).status()).isEqualTo(status);
        assertThat(mismatch(profile).header(header))
                .isEqualTo(echo ? java.util.Optional.of(KEY) : java.util.Optional.empty());
        assertThat(inProgress(profile).status()).isEqualTo(409);
        assertThat(inProgress(profile).header("Retry-After")).contains("1");
        assertThat(inProgress(profile).header("Cache-Control")).contains("no-store");
    }

    @Test
    void stripe_tells_a_mismatch_as_its_sdks_know_it() {
        assertThat(text(mismatch(Profile.STRIPE)))
                .startsWith("{\"error\":{\"type\":\"idempotency_error\",\"code\":\"key_reused\",\"message\":\"");
        assertThat(mismatch(Profile.STRIPE).header("Stripe-Should-Retry")).contains("false");
        assertThat(text(inProgress(Profile.STRIPE)))
                .startsWith("{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"idempotency_key_in_use\"");
        assertThat(inProgress(Profile.STRIPE).header("Stripe-Should-Retry")).contains("true");
        assertThat(text(Profile.STRIPE
                        .contract()
                        .problems()
                        .storeUnavailable(Duration.ofSeconds(1))
                        .toResponse()))
                .startsWith("{\"error\":{\"type\":\"api_error\",\"code\":\"store_unavailable\"");
    }

    @Test
    void acp_has_flat_errors_with_the_codes_of_its_text() {
        assertThat(text(missing(Profile.ACP)))
                .startsWith("{\"type\":\"invalid_request\",\"code\":\"idempotency_key_required\",\"message\":\"");
        assertThat(text(mismatch(Profile.ACP))).contains("\"code\":\"idempotency_conflict\"");
        assertThat(text(inProgress(Profile.ACP))).contains("\"code\":\"idempotency_in_flight\"");
        assertThat(mismatch(Profile.ACP).header("Content-Type")).contains("application/json");
    }

    @Test
    void ucp_has_a_code_and_a_content() {
        assertThat(text(mismatch(Profile.UCP))).startsWith("{\"code\":\"key_reused\",\"content\":\"");
    }

    @Test
    void paypal_has_a_name_and_an_issue() {
        assertThat(text(mismatch(Profile.PAYPAL)))
                .startsWith("{\"name\":\"UNPROCESSABLE_ENTITY\",\"message\":\"")
                .contains("\"issue\":\"PAYPAL_REQUEST_ID_PREVIOUSLY_USED\"");
        assertThat(text(inProgress(Profile.PAYPAL)))
                .startsWith("{\"name\":\"RESOURCE_CONFLICT\"")
                .contains("\"issue\":\"PREVIOUS_REQUEST_IN_PROGRESS\"");
        assertThat(text(missing(Profile.PAYPAL))).contains("\"issue\":\"PAYPAL_REQUEST_ID_REQUIRED\"");
    }

    @Test
    void oasis_says_of_every_request_whether_it_was_accepted() {
        Answers answers = Profile.OASIS.contract().answers();

        assertThat(answers.to(new Outcome.Applied<>(CREATED), VALID).response().header("Repeatability-Result"))
                .contains("accepted");
        assertThat(answers.to(new Outcome.Replayed<>(CREATED, Instant.EPOCH), VALID)
                        .response()
                        .header("Repeatability-Result"))
                .contains("accepted");
        assertThat(mismatch(Profile.OASIS).header("Repeatability-Result")).contains("rejected");
        assertThat(Profile.OASIS.contract().problems().keyNotSupported("x").status())
                .isEqualTo(501);
        assertThat(Profile.OASIS.contract().keys().syntax().parse(List.of(KEY.toUpperCase(java.util.Locale.ROOT))))
                .isEqualTo(new KeyHeader.Valid(KEY, KEY.toUpperCase(java.util.Locale.ROOT)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Profile.class,
            names = {"OASIS"},
            mode = EnumSource.Mode.EXCLUDE)
    void R5_all_others_mark_replays_and_only_replays(Profile profile) {
        Answers answers = profile.contract().answers();

        assertThat(answers.to(new Outcome.Replayed<>(CREATED, Instant.EPOCH), VALID)
                        .response()
                        .header("Idempotent-Replayed"))
                .contains("true");
        assertThat(answers.to(new Outcome.Applied<>(CREATED), VALID).response().header("Idempotent-Replayed"))
                .isEmpty();
        assertThat(mismatch(profile).header("Idempotent-Replayed")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "IETF, 402, true",
        "IETF, 400, false",
        "STRIPE, 405, true",
        "STRIPE, 400, false",
        "STRIPE, 401, false",
        "STRIPE, 429, false",
        "STRIPE, 500, false",
        "OASIS, 400, true",
        "OASIS, 412, true",
        "OASIS, 429, false",
        "OASIS, 500, false",
        "ACP, 500, false",
        "UCP, 422, true",
        "PAYPAL, 503, false"
    })
    void each_remembers_its_own_errors(Profile profile, int status, boolean remembered) {
        assertThat(profile.contract().responses().remembers(status)).isEqualTo(remembered);
    }

    @Test
    void F4_a_key_is_unique_in_what_the_scope_says() {
        RequestHead orders = new RequestHead("place", "POST", "/orders/1", null, null);
        RequestHead same = new RequestHead("place", "POST", "/orders/%31", null, null);
        RequestHead other = new RequestHead("place", "POST", "/orders/2", null, null);
        RequestHead refund = new RequestHead("refund", "POST", "/orders/1", null, null);

        assertThat(id(KeyScope.CALLER, orders)).isEqualTo(id(KeyScope.CALLER, refund));
        assertThat(id(KeyScope.OPERATION, orders))
                .isEqualTo(id(KeyScope.OPERATION, other))
                .isNotEqualTo(id(KeyScope.OPERATION, refund));
        assertThat(id(KeyScope.PATH, orders)).isEqualTo(id(KeyScope.PATH, same)).isNotEqualTo(id(KeyScope.PATH, other));
    }

    private static Object id(KeyScope scope, RequestHead head) {
        RequestFingerprint.Fingerprinted any =
                (RequestFingerprint.Fingerprinted) RequestFingerprint.of(head, new byte[0]);
        return HttpContract.standard()
                .scope(scope)
                .call(new Scope("", "ann"), VALID, head, any)
                .id();
    }

    @Test
    void R3_a_reference_says_where_and_nothing_else() {
        Answers answers = HttpContract.standard().replays(ReplayMode.REFERENCE).answers();
        RecordedResponse replay = answers.to(new Outcome.Replayed<>(CREATED, Instant.EPOCH), VALID)
                .response();

        assertThat(replay.status()).isEqualTo(303);
        assertThat(replay.header("Location")).contains("/orders/1");
        assertThat(replay.header("ETag")).isEmpty();
        assertThat(replay.header("Idempotent-Replayed")).contains("true");
        assertThat(replay.body()).isEmpty();
        RecordedResponse nowhere = RecordedResponse.of(200, List.of(), "{}".getBytes(UTF_8));
        assertThat(answers.to(new Outcome.Replayed<>(nowhere, Instant.EPOCH), VALID)
                        .response()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void R3_the_current_state_has_the_first_status_unless_the_resource_is_gone() {
        Answers answers =
                HttpContract.standard().replays(ReplayMode.CURRENT_STATE).answers();
        Answer recorded = answers.to(new Outcome.Replayed<>(CREATED, Instant.EPOCH), VALID);
        RecordedResponse now =
                RecordedResponse.of(200, List.of(new Field("ETag", "\"2\"")), "{\"new\":1}".getBytes(UTF_8));

        RecordedResponse told = answers.current(recorded, now, VALID).response();

        assertThat(told.status()).isEqualTo(201);
        assertThat(told.header("ETag")).contains("\"2\"");
        assertThat(text(told)).isEqualTo("{\"new\":1}");
        assertThat(told.header("Idempotent-Replayed")).contains("true");
        assertThat(told.header("Idempotency-Key")).contains(KEY);
        RecordedResponse gone = RecordedResponse.of(404, List.of(), new byte[0]);
        assertThat(answers.current(recorded, gone, VALID).response().status()).isEqualTo(404);
    }

    @Test
    void statuses_are_those_that_clients_understand() {
        HttpContract contract = HttpContract.standard();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> contract.mismatchStatus(418))
                .withMessage("The status of the problem key-reused is one of [400, 409, 422], not 418");
        assertThatIllegalArgumentException().isThrownBy(() -> contract.inProgressStatus(200));
        assertThatIllegalArgumentException().isThrownBy(() -> contract.missingKeyStatus(404));
        assertThatIllegalArgumentException().isThrownBy(() -> contract.maxResponseBytes(0));
        assertThat(contract.inProgressStatus(425)
                        .answers()
                        .to(new Outcome.InProgress<>(Duration.ofSeconds(1)), VALID)
                        .response()
                        .status())
                .isEqualTo(425);
        assertThat(contract.problemBase(URI.create("https://example.org/p#"))
                        .problems()
                        .keyMissing("x")
                        .type())
                .hasToString("https://example.org/p#key-missing");
    }

    @ParameterizedTest
    @EnumSource(ErrorFormat.class)
    void every_problem_can_be_told_in_every_format(ErrorFormat format) {
        Problems problems = Problems.standard().in(format);
        for (Problem problem : List.of(
                problems.keyInvalid("It is empty."),
                problems.plain(403, "Forbidden", "No."),
                problems.rejected(Rejection.of("no-stock", "There is none.")))) {
            assertThat(text(problem.toResponse())).startsWith("{").endsWith("}");
            assertThat(text(problem.toResponse()).contains("about:blank"))
                    .isEqualTo(format == ErrorFormat.PROBLEM && problem.status() == 403);
        }
    }
}
