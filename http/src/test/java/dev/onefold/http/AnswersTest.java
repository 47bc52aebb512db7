package dev.onefold.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onefold.Content;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Rejection;
import dev.onefold.http.Answer.Origin;
import dev.onefold.http.RecordedResponse.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {

    private static final KeyHeader.Valid KEY = new KeyHeader.Valid("abcdefghijklmnop", "\"abcdefghijklmnop\";v=1");
    private static final RecordedResponse CREATED = RecordedResponse.of(
            201, List.of(new Field("Location", "/orders/1"), new Field("ETag", "\"1\"")), "{ }".getBytes(UTF_8));
    private static final RecordedResponse DECLINED = RecordedResponse.of(402, List.of(), "no".getBytes(UTF_8));

    private final Answers answers = Answers.of(Problems.standard());
    private final Answers silent = answers.withoutEcho();

    @Test
    void R5_a_first_answer_is_the_handlers_without_a_marker() {
        assertThat(silent.to(new Outcome.Applied<>(CREATED), KEY)).isEqualTo(new Answer(CREATED, Origin.HANDLER));
    }

    @Test
    void R1_R2_R5_a_replay_is_the_record_with_a_marker() {
        Answer answer = silent.to(new Outcome.Replayed<>(CREATED, Instant.EPOCH), KEY);

        assertThat(answer).isEqualTo(replay(CREATED));
        assertThat(answer.response().status()).isEqualTo(201);
        assertThat(answer.response().body()).isEqualTo(CREATED.body());
        assertThat(answer.response().header("Location")).contains("/orders/1");
    }

    @Test
    void R16_a_replay_is_not_for_caches_unless_the_record_says_so() {
        RecordedResponse row = CREATED.with("Cache-Control", "max-age=60");

        assertThat(silent.to(new Outcome.Replayed<>(row, Instant.EPOCH), KEY)
                        .response()
                        .header("Cache-Control"))
                .contains("max-age=60");
    }

    private static Answer replay(RecordedResponse recorded) {
        return new Answer(
                recorded.with("Cache-Control", "no-store").with("Idempotent-Replayed", "true"), Origin.RECORD);
    }

    @Test
    void R9_a_cookie_in_a_foreign_row_is_not_replayed() {
        RecordedResponse row = CREATED.with("Set-Cookie", "session=1");

        assertThat(silent.to(new Outcome.Replayed<>(row, Instant.EPOCH), KEY)
                        .response()
                        .header("Set-Cookie"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Memory.class)
    void R5_a_rejection_is_marked_only_if_it_is_a_replay(Memory memory) {
        Rejection rejection = new Rejection("http-402", DECLINED.toContent());

        Answer answer = silent.to(new Outcome.Rejected<>(rejection, memory), KEY);

        assertThat(answer)
                .isEqualTo(memory == Memory.REPLAYED ? replay(DECLINED) : new Answer(DECLINED, Origin.HANDLER));
    }

    @Test
    void a_rejection_in_words_is_a_409_with_its_code() {
        RecordedResponse response = silent.to(
                        new Outcome.Rejected<>(Rejection.of("insufficient-stock", "2 left"), Memory.REMEMBERED), KEY)
                .response();

        assertThat(response.status()).isEqualTo(409);
        assertThat(new String(response.body(), UTF_8))
                .contains("problems/insufficient-stock", "2 left", "\"code\":\"insufficient-stock\"");
    }

    @Test
    void a_rejection_in_another_form_is_a_409_of_its_bytes() {
        Rejection rejection = new Rejection("short", Content.of("application/json", "{\"left\":2}".getBytes(UTF_8)));

        RecordedResponse response = silent.to(new Outcome.Rejected<>(rejection, Memory.FORGOTTEN), KEY)
                .response();

        assertThat(response)
                .isEqualTo(RecordedResponse.of(
                        409, List.of(new Field("Content-Type", "application/json")), "{\"left\":2}".getBytes(UTF_8)));
    }

    @Test
    void a_rejection_that_cannot_be_read_is_told_to_the_adapter() {
        Rejection rejection = new Rejection("http-402", Content.of("message/http", new byte[] {1}));

        assertThatExceptionOfType(UnreadableResponseException.class)
                .isThrownBy(() -> silent.to(new Outcome.Rejected<>(rejection, Memory.REPLAYED), KEY));
    }

    @Test
    void C2_in_progress_is_409_with_the_wait() {
        Answer answer = silent.to(new Outcome.InProgress<>(Duration.ofMillis(20)), KEY);

        assertProblem(answer, 409, "in-progress");
        assertThat(answer.response().header("Retry-After")).contains("1");
    }

    @Test
    void F1_a_mismatch_is_422() {
        assertProblem(silent.to(new Outcome.Mismatch<>("fingerprint"), KEY), 422, "key-reused");
    }

    @Test
    void O11_unknown_is_503_if_asking_again_ends_the_doubt() {
        Answer answer = silent.to(new Outcome.Unknown<>("the reply to COMMIT was lost"), KEY);

        assertProblem(answer, 503, "outcome-unknown");
        assertThat(answer.response().header("Retry-After")).contains("1");
    }

    @Test
    void O11_unknown_is_409_if_only_reconciling_ends_the_doubt() {
        Answer answer = silent.inDoubt(InDoubt.RECONCILE).to(new Outcome.Unknown<>("the owner vanished"), KEY);

        assertProblem(answer, 409, "outcome-unknown");
        assertThat(answer.response().header("Retry-After")).isEmpty();
    }

    @Test
    void X4_expired_is_409() {
        assertProblem(silent.to(new Outcome.Expired<>(Instant.EPOCH), KEY), 409, "result-expired");
    }

    @Test
    void stale_is_412() {
        assertProblem(silent.to(new Outcome.Stale<>("version 3 is behind"), KEY), 412, "stale");
    }

    @Test
    void R6_the_key_is_repeated_as_it_was_received() {
        for (Outcome<RecordedResponse> outcome : List.<Outcome<RecordedResponse>>of(
                new Outcome.Applied<>(CREATED),
                new Outcome.Replayed<>(CREATED, Instant.EPOCH),
                new Outcome.Mismatch<>("body"),
                new Outcome.InProgress<>(Duration.ZERO))) {
            assertThat(answers.to(outcome, KEY).response().header("Idempotency-Key"))
                    .contains("\"abcdefghijklmnop\";v=1");
            assertThat(silent.to(outcome, KEY).response().header("Idempotency-Key"))
                    .isEmpty();
        }
        assertThat(answers.echoing("PayPal-Request-Id")
                        .to(new Outcome.Applied<>(CREATED), KEY)
                        .response()
                        .header("PayPal-Request-Id"))
                .contains(KEY.received());
    }

    @Test
    void a_problem_found_earlier_is_answered_the_same_way() {
        Answer answer = answers.to(Problems.standard().bodyTooLarge(1), KEY);

        assertProblem(answer, 413, "body-too-large");
        assertThat(answer.response().header(KeyHeader.NAME)).contains(KEY.received());
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.origin()).isEqualTo(Origin.PROBLEM);
        assertThat(answer.response().status()).isEqualTo(status);
        assertThat(new String(answer.response().body(), UTF_8)).contains("/problems/" + slug + "\"");
        assertThat(answer.response().header(Answers.REPLAYED)).isEmpty();
    }
}
