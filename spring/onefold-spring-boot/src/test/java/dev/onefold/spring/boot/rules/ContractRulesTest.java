package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.spring.boot.rules.Gates.Gate;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a contract changes of the rules: for one operation, beside others that keep the usual ones. */
class ContractRulesTest extends RuleTest {

    private final String id = newId();
    private final String key = newKey();

    private Told send(String path, String header, String sent) {
        return a.post(path).header(header, sent).about(id).send();
    }

    @ParameterizedTest
    @CsvSource({
        "/stripe/1, Idempotency-Key, 400",
        "/acp/1, Idempotency-Key, 422",
        "/ucp/1, Idempotency-Key, 409",
        "/oasis/1, Repeatability-Request-ID, 400",
        "/paypal/1, PayPal-Request-Id, 422",
        "/things, Idempotency-Key, 422"
    })
    void one_application_serves_the_callers_of_every_profile(String path, String header, int mismatch) {
        Told first = send(path, header, key);
        assertThat(first.status()).as(first.text()).isEqualTo(201);

        Told replay = send(path, header, key);
        Told other = a.post(path).header(header, key).about(newId()).send();
        Told missing = a.post(path).about(id).send();

        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.text()).isEqualTo(first.text());
        assertThat(other.status()).as(other.text()).isEqualTo(mismatch);
        assertThat(missing.status()).as(missing.text()).isEqualTo(400);
        assertEffects(id, 1);
    }

    @Test
    void stripe_errors_have_the_shape_of_stripe() {
        a.post("/stripe/1").key("k").about(id).send().first(201);
        Gate gate = Gates.close(id);
        String busy = newKey();
        CompletableFuture<Told> running =
                a.post("/stripe/1").key(busy).about(id).sendAsync();
        gate.awaitReached();

        Told reused = a.post("/stripe/2").key("k").about(id).send();
        Told inUse = Rig.b().post("/stripe/1").key(busy).about(id).send();

        gate.open();
        running.join().first(201);
        assertThat(reused.status()).isEqualTo(400);
        assertThat(reused.header("Stripe-Should-Retry")).isEqualTo("false");
        assertThat(reused.header("Idempotency-Key")).isEqualTo("k");
        assertThat(reused.json().path("error").path("type").asString()).isEqualTo("idempotency_error");
        assertThat(inUse.status()).isEqualTo(409);
        assertThat(inUse.header("Stripe-Should-Retry")).isEqualTo("true");
        assertThat(inUse.json().path("error").path("code").asString()).isEqualTo("idempotency_key_in_use");
        assertEffects(id, 2);
    }

    @ParameterizedTest
    @CsvSource({"/acp, true", "/by-path, true", "/ucp, false", "/stripe, false", "/oasis, false"})
    void F4_a_key_on_another_path_is_another_key_only_where_the_path_is_in_the_scope(String root, boolean own) {
        String header = root.equals("/oasis") ? "Repeatability-Request-ID" : "Idempotency-Key";
        assertThat(send(root + "/1", header, key).status()).isEqualTo(201);

        Told elsewhere = send(root + "/2", header, key);

        assertThat(elsewhere.status() == 201).as(elsewhere.text()).isEqualTo(own);
        assertThat(elsewhere.isReplay()).isFalse();
        assertEffects(id, own ? 2 : 1);
    }

    @Test
    void F4_a_key_on_another_operation_is_another_key_where_the_operation_is_in_the_scope() {
        assertThat(send("/ucp/1", "Idempotency-Key", key).status()).isEqualTo(201);
        assertThat(send("/paypal/1", "PayPal-Request-Id", key).status()).isEqualTo(201);
        assertThat(send("/things", "Idempotency-Key", key).status()).isEqualTo(201);

        a.post("/refunds").key(key).about(id).send().problem(422, "key-reused");

        assertEffects(id, 3);
    }

    @Test
    void ucp_compares_bytes_and_asks_for_128_bits() {
        String body = "{\"id\":\"" + id + "\",\"name\":\"John\"}";
        assertThat(a.post("/ucp/1").key(key).body(body).send().status()).isEqualTo(201);

        Told spelled = a.post("/ucp/1").key(key).body(body.replace(":", ": ")).send();
        Told guessable = a.post("/ucp/1").key("k".repeat(21)).body(body).send();

        assertThat(spelled.status()).isEqualTo(409);
        assertThat(spelled.json().path("code").asString()).isEqualTo("key_reused");
        assertThat(guessable.status()).isEqualTo(400);
        assertEffects(id, 1);
    }

    @Test
    void oasis_takes_uuids_in_any_case_and_says_what_was_accepted() {
        String header = "Repeatability-Request-ID";
        Told first = send("/oasis/1", header, key.toLowerCase(Locale.ROOT));
        Told replay = send("/oasis/1", header, key.toUpperCase(Locale.ROOT));
        Told refused = a.post("/oasis/1").header(header, key).about(newId()).send();
        Told malformed = send("/oasis/1", header, "not-a-uuid-but-long-enough-for-a-key");

        assertThat(first.header("Repeatability-Result")).isEqualTo("accepted");
        assertThat(replay.text()).isEqualTo(first.text());
        assertThat(replay.header("Repeatability-Result")).isEqualTo("accepted");
        assertThat(replay.has("Idempotent-Replayed")).isFalse();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Repeatability-Result")).isEqualTo("rejected");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.header("Repeatability-Result")).isEqualTo("rejected");
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "/stripe-answers, Idempotency-Key, 405, true",
        "/stripe-answers, Idempotency-Key, 400, false",
        "/stripe-answers, Idempotency-Key, 500, false",
        "/oasis-answers, Repeatability-Request-ID, 400, true",
        "/oasis-answers, Repeatability-Request-ID, 503, false",
        "/frozen, Idempotency-Key, 500, true",
        "/frozen, Idempotency-Key, 402, false"
    })
    void O9_what_is_remembered_is_the_contracts(String path, String header, int status, boolean remembered) {
        Told first = send(path + "?status=" + status, header, key);
        assertThat(first.status()).isEqualTo(status);

        Told second = send(path + "?status=" + status, header, key);

        assertThat(second.text()).isEqualTo(remembered ? first.text() : "start 2");
        assertEffects(id, remembered ? 1 : 0);
    }

    @Test
    void C2_F1_the_statuses_of_in_progress_and_mismatch_are_the_contracts() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first =
                a.post("/conflicting").key(key).about(id).sendAsync();
        gate.awaitReached();

        a.post("/conflicting")
                .key(key)
                .about(id)
                .send()
                .problem(425, "in-progress")
                .saying(true, false);
        gate.open();
        first.join().first(201);
        a.post("/conflicting").key(key).about(newId()).send().problem(409, "key-reused");
    }

    @Test
    void settings_go_before_the_code_and_the_code_before_the_profile() {
        Node node = Rig.node(
                "onefold.operations.acp.http.mismatch-status=400",
                "onefold.operations.acp.http.errors=problem",
                "onefold.operations.stripe.profile=ietf",
                "onefold.operations.[POST /aliased].presence=optional",
                "onefold.http.key-aliases=X-Old-Key");
        node.post("/acp/1").key(key).about(id).send().first(201);
        node.post("/acp/1").key(key).about(newId()).send().problem(400, "key-reused");
        node.post("/stripe/1").key(key).about(id).send().first(201);
        node.post("/stripe/1").key(key).about(newId()).send().problem(422, "key-reused");
        node.post("/aliased").about(id).send().first(201);
        node.post("/things").header("X-Old-Key", newKey()).about(id).send().first(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "onefold.operations.no-such.presence=optional|sets what no operation has: [no-such]. There are",
                "onefold.operations.acp.http.mismatch-status=418|ContractController#acp[2 args] cannot be what it is"
                        + " set to: The status of the problem key-reused is one of [400, 409, 422], not 418",
                "onefold.operations.acp.profile=brand|there is no profile 'brand', only [acp, ietf, oasis, paypal, stripe, ucp]",
                "onefold.operations.acp.profile=paypal|replays the current state: name a currentState that tells it",
                "onefold.operations.acp.http.compare-without=a..b|A field is named as in customer.email, not 'a..b'",
                "onefold.operations.ucp.http.compare-only=a|Fields are selected where bodies are compared as JSON, not RAW",
                "onefold.operations.oasis.http.min-key-length=40|A UUID has 36 characters, so 40 to 255 leave none",
                "onefold.operations.acp.http.key-aliases=idempotency-key|A key's header has a name twice",
                "onefold.http.profile=brand|there is no profile 'brand'"
            })
    void a_setting_that_cannot_be_is_found_at_start(String setting, String why) {
        assertThatThrownBy(() -> Node.start(Rig.url(), setting))
                .satisfies(failure -> assertThat(messages(failure)).contains(why));
    }

    private static String messages(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            all.append(each.getMessage()).append('\n');
        }
        return all.toString();
    }
}
