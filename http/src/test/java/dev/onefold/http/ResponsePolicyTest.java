package dev.onefold.http;

import static dev.onefold.http.ResponsePolicy.Ending.RETURNED;
import static dev.onefold.http.ResponsePolicy.Ending.THROWN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onefold.Codec;
import dev.onefold.Decision;
import dev.onefold.Rejection;
import dev.onefold.http.RecordedResponse.Field;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsePolicyTest {

    private static final Set<Integer> FINAL = Set.of(402, 404, 409, 410, 422);

    private final ResponsePolicy policy = ResponsePolicy.standard();

    @Test
    void O1_every_2xx_and_3xx_that_was_returned_is_accepted() {
        for (int status = 200; status < 400; status++) {
            assertThat(policy.decide(response(status), RETURNED)).isEqualTo(new Decision.Accept<>(response(status)));
        }
    }

    @Test
    void O1_a_2xx_made_from_an_exception_is_forgotten_because_its_effects_are_undone() {
        for (int status = 200; status < 400; status++) {
            assertThat(policy.decide(response(status), THROWN)).isInstanceOf(Decision.Discard.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 404, 409, 410, 422})
    void O4_a_final_no_is_remembered(int status) {
        Rejection rejection = new Rejection("http-" + status, response(status).toContent());

        assertThat(policy.decide(response(status), RETURNED)).isEqualTo(new Decision.Decline<>(rejection));
        assertThat(policy.decide(response(status), THROWN)).isEqualTo(new Decision.Reject<>(rejection));
    }

    @Test
    void O2_O3_O5_O6_O7_O9_everything_else_is_forgotten() {
        for (int status = 400; status < 600; status++) {
            if (!FINAL.contains(status)) {
                Rejection rejection =
                        new Rejection("http-" + status, response(status).toContent());
                for (ResponsePolicy.Ending ending : ResponsePolicy.Ending.values()) {
                    assertThat(policy.decide(response(status), ending)).isEqualTo(new Decision.Discard<>(rejection));
                }
            }
        }
    }

    @Test
    void other_statuses_can_be_remembered_or_forgotten() {
        ResponsePolicy own = policy.remembering(400, 403).forgetting(409, 400);

        assertThat(own.decide(response(403), RETURNED)).isInstanceOf(Decision.Decline.class);
        assertThat(own.decide(response(400), RETURNED)).isInstanceOf(Decision.Discard.class);
        assertThat(own.decide(response(409), THROWN)).isInstanceOf(Decision.Discard.class);
        assertThat(policy.decide(response(409), THROWN)).isInstanceOf(Decision.Reject.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 303, 399, 600})
    void O1_a_2xx_is_always_remembered(int status) {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.remembering(status));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.forgetting(status));
    }

    @Test
    void O9_a_5xx_is_remembered_only_if_it_is_named() {
        ResponsePolicy frozen = policy.remembering(500);

        assertThat(policy.decide(response(500), RETURNED)).isInstanceOf(Decision.Discard.class);
        assertThat(frozen.decide(response(500), RETURNED)).isInstanceOf(Decision.Decline.class);
        assertThat(frozen.decide(response(500), THROWN)).isInstanceOf(Decision.Reject.class);
        assertThat(frozen.decide(response(503), RETURNED)).isInstanceOf(Decision.Discard.class);
    }

    @Test
    void every_4xx_is_remembered_but_those_of_the_moment() {
        ResponsePolicy every = policy.rememberingEvery4xx();

        for (int status : new int[] {400, 402, 404, 412, 415, 422, 499}) {
            assertThat(every.remembers(status)).as("%s", status).isTrue();
        }
        for (int status : new int[] {401, 403, 407, 408, 421, 425, 428, 429, 431, 500}) {
            assertThat(every.remembers(status)).as("%s", status).isFalse();
        }
    }

    @Test
    void R8_what_is_stored_has_only_stored_fields_and_what_is_not_has_all() {
        Field challenge = new Field("WWW-Authenticate", "Basic");
        RecordedResponse unauthorized = RecordedResponse.of(401, List.of(challenge), new byte[0]);
        RecordedResponse declined = RecordedResponse.of(402, List.of(challenge), new byte[0]);

        Decision.Discard<RecordedResponse> forgotten =
                (Decision.Discard<RecordedResponse>) policy.decide(unauthorized, RETURNED);
        Decision.Decline<RecordedResponse> remembered =
                (Decision.Decline<RecordedResponse>) policy.decide(declined, RETURNED);

        assertThat(RecordedResponse.of(forgotten.rejection().detail())).isEqualTo(unauthorized);
        assertThat(RecordedResponse.of(remembered.rejection().detail()).fields())
                .isEmpty();
    }

    @Test
    void R7_the_codec_stores_what_the_header_policy_allows() {
        Codec<RecordedResponse> codec =
                policy.headers(HeaderPolicy.standard().allowing("X-Version")).codec();
        RecordedResponse live = RecordedResponse.of(
                201,
                List.of(new Field("X-Version", "7"), new Field("X-Other", "8"), new Field("Location", "/1")),
                new byte[] {1, 2});

        assertThat(codec.decode(codec.encode(live)))
                .isEqualTo(RecordedResponse.of(
                        201, List.of(new Field("X-Version", "7"), new Field("Location", "/1")), new byte[] {1, 2}));
    }

    private static RecordedResponse response(int status) {
        return RecordedResponse.of(status, List.of(new Field("Content-Type", "text/plain")), "no".getBytes(UTF_8));
    }
}
