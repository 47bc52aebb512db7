package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.http.HeaderPolicy;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R: what a replay repeats, and what it does not. */
class ReplayRulesTest extends RuleTest {

    private final String id = newId();
    private final String key = newKey();

    private Told create() {
        return a.post("/things").key(key).about(id).send();
    }

    private Told headed(Node node, String name, String value, String requestId) {
        return node.post("/headers?name=" + name + "&value=" + value)
                .key(key)
                .about(id)
                .header("X-Request-Id", requestId)
                .send();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 303})
    void R1_the_status_is_the_first_one(int status) {
        Req[] requests = new Req[2];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = a.post("/answers?status=" + status).key(key).about(id);
        }
        Told first = requests[0].send().first(status);

        requests[1].send().replayOf(first);
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @CsvSource({"0,302", "1,303", "2,302", "3,307"})
    void R1_a_redirect_is_the_first_one(int way, int status) {
        Told first = a.post("/redirects?way=" + way).key(key).about(id).send().first(status);

        a.post("/redirects?way=" + way).key(key).about(id).send().replayOf(first);
        assertEffects(id, 1);
        assertThat(a.post("/redirects?way=" + way).about(id).send().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/raw", "/big?bytes=300000", "/leased/callable", "/leased/deferred", "/leased/future"})
    void R2_the_body_is_the_first_one_byte_for_byte(String path) {
        Told first = a.post(path).key(key).about(id).send();
        assertThat(first.status()).isBetween(200, 201);

        for (Node node : new Node[] {a, Rig.b(), a}) {
            node.post(path).key(key).about(id).send().replayOf(first);
        }
        assertThat(Gates.starts(id)).isLessThanOrEqualTo(1);
        assertEffects(id, 1);
    }

    @Test
    void R3_a_later_change_does_not_show() {
        Told first = create().first(201);
        Told renamed = a.request("PATCH", "/things/" + id)
                .key(newKey())
                .body("{\"id\":\"x\",\"name\":\"Bob\"}")
                .send()
                .first(200);

        Told replay = create().replayOf(first);

        assertThat(replay.json().path("name").asString()).isEqualTo("John");
        assertThat(replay.header("ETag")).isNotEqualTo(renamed.header("ETag"));
        assertThat(a.request("GET", "/things/" + id).send().json().path("name").asString())
                .isEqualTo("Bob");
    }

    @Test
    void R4_a_replay_never_creates_again_what_was_deleted() {
        Told first = create().first(201);
        assertThat(a.request("DELETE", "/things/" + id).send().status()).isEqualTo(204);

        create().replayOf(first);

        assertThat(a.request("GET", "/things/" + id).send().status()).isEqualTo(404);
        assertEffects(id, 1);
    }

    @Test
    void R5_replays_are_marked_and_first_answers_are_not() {
        assertThat(create().first(201).has("Idempotent-Replayed")).isFalse();
        assertThat(create().header("Idempotent-Replayed")).isEqualTo("true");
        String other = newKey();
        a.post("/answers?status=402").key(other).about(id).send().first(402);

        Told failure = a.post("/answers?status=402").key(other).about(id).send();

        assertThat(failure.status()).isEqualTo(402);
        assertThat(failure.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void R6_the_key_is_repeated_as_it_was_received() {
        assertThat(create().header("Idempotency-Key")).isEqualTo(key);
        Told quoted = a.post("/things").key('"' + key + "\";v=1").about(id).send();
        assertThat(quoted.isReplay()).isTrue();
        assertThat(quoted.header("Idempotency-Key")).isEqualTo('"' + key + "\";v=1");
        Told reused = a.post("/things").key(key).about(newId()).send();
        assertThat(reused.header("Idempotency-Key")).isEqualTo(key);
        assertThat(a.post("/things").key("short").about(id).send().has("Idempotency-Key"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Type|text/plain;charset=utf-8",
                "Content-Language|de-{serial}",
                "Content-Location|/things/{serial}",
                "Location|/things/{serial}",
                "ETag|%22{serial}%22",
                "Last-Modified|Sun,%2006%20Nov%201994%2008:49:37%20GMT",
                "Link|%3C/things/{serial}%3E;%20rel=self",
                "Preference-Applied|return=minimal",
                "Deprecation|@1688169599",
                "Sunset|Sun,%2006%20Nov%201994%2008:49:37%20GMT"
            })
    void R7_headers_of_the_answer_are_replayed(String name, String value) {
        String sent = value.replace("{", "%7B").replace("}", "%7D");
        Told first = headed(a, name, sent, "one").first(200);
        assertThat(first.has(name)).isTrue();

        Told replay = headed(Rig.b(), name, sent, "two").replayOf(first);

        assertThat(replay.headers(name)).isEqualTo(first.headers(name));
    }

    @Test
    void R7_other_headers_are_replayed_if_they_are_named() {
        String name = "X-Order-Kind";
        Told first = headed(a, name, "%7Bserial%7D", "one").first(200);
        assertThat(first.has(name)).isTrue();
        assertThat(headed(a, name, "%7Bserial%7D", "two").replayOf(first).has(name))
                .isFalse();
        Node node = Rig.node("onefold.http.replay-headers=X-Order-Kind,X-Other");
        String other = newKey();
        Told named = node.post("/headers?name=" + name + "&value=7")
                .key(other)
                .about(id)
                .send();

        Told replay = node.post("/headers?name=" + name + "&value=7")
                .key(other)
                .about(id)
                .send();

        assertThat(replay.replayOf(named).header(name)).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Age",
                "Via",
                "Server",
                "Keep-Alive",
                "Trailer",
                "Upgrade",
                "Proxy-Authenticate",
                "Proxy-Status",
                "TE",
                "WWW-Authenticate",
                "Authentication-Info",
                "Retry-After",
                "RateLimit-Limit",
                "RateLimit-Policy",
                "X-RateLimit-Remaining",
                "Request-Id",
                "traceparent",
                "tracestate",
                "Server-Timing",
                "Access-Control-Allow-Origin",
                "Access-Control-Expose-Headers",
                "Content-Encoding",
                "Content-Digest",
                "Repr-Digest",
                "Signature",
                "Signature-Input",
                "Strict-Transport-Security",
                "Content-Security-Policy",
                "Content-Security-Policy-Report-Only",
                "Set-Cookie2"
            })
    void R8_headers_of_the_exchange_are_not_replayed(String name) {
        Told first = headed(a, name, "%7Bserial%7D", "one").first(200);
        assertThat(first.has(name)).as("the first answer has it").isTrue();

        Told replay = headed(a, name, "%7Bserial%7D", "two").replayOf(first);

        assertThat(replay.has(name)).isFalse();
        assertThatThrownBy(() -> HeaderPolicy.standard().allowing(name))
                .hasMessageContaining("never stored or replayed");
    }

    @Test
    void R8_no_setting_replays_them() {
        assertThatThrownBy(() -> Node.start(Rig.url(), "onefold.http.replay-headers=Set-Cookie"))
                .rootCause()
                .hasMessageContaining("Set-Cookie is never stored or replayed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "Transfer-Encoding", "Connection"})
    void R8_headers_of_the_connection_are_made_by_the_connection(String name) {
        String value = name.equals("Content-Length") ? "3" : name.equals("Connection") ? "close" : "chunked";
        Told first = headed(a, name, value, "one").first(200);
        assertThat(first.text()).isEqualTo("headed");

        Told replay = headed(a, name, value, "two").replayOf(first);

        assertThat(replay.header("Content-Length")).isEqualTo("6");
        assertThat(replay.has("Transfer-Encoding")).isFalse();
        assertThat(replay.has("Connection")).isFalse();
    }

    @Test
    void R8_the_date_is_of_the_response() {
        String past = "Sun,%2006%20Nov%201994%2008:49:37%20GMT";
        Told first = headed(a, "Date", past, "one").first(200);

        Told replay = headed(a, "Date", past, "two").replayOf(first);

        assertThat(replay.headers("Date")).hasSize(1);
        assertThat(replay.header("Date")).doesNotContain("1994");
    }

    @Test
    void R8_what_the_layers_around_set_is_of_this_request() {
        Told first = headed(a, "Vary", "X-Kind", "one").first(200);
        Told unprotected =
                a.post("/headers?name=Vary&value=X-Kind").about(id).send().first(200);
        assertThat(first.headers("Vary")).isEqualTo(unprotected.headers("Vary")).contains("Origin", "X-Kind");
        assertThat(first.headers("X-Request-Id")).containsExactly("of-one");

        Told replay = headed(a, "Vary", "X-Kind", "two").replayOf(first);

        assertThat(replay.headers("Vary")).containsExactly("Origin");
        assertThat(replay.headers("X-Request-Id")).containsExactly("of-two");
    }

    @Test
    void R9_a_replay_sets_no_cookie_and_none_is_stored() {
        String secret = "cookie" + newKey();
        String path = "/cookies?secret=" + secret;
        Told unprotected = a.post(path).about(id).header("X-Session", "one").send();
        Told first = a.post(path).key(key).about(id).header("X-Session", "one").send();
        assertThat(first.first(200).headers("Set-Cookie"))
                .containsExactlyInAnyOrderElementsOf(unprotected.headers("Set-Cookie"))
                .hasSize(3)
                .anyMatch(cookie -> cookie.startsWith("first=" + secret))
                .anyMatch(cookie -> cookie.startsWith("second=" + secret))
                .anyMatch(cookie -> cookie.startsWith("session=one"));

        Told replay = a.post(path).key(key).about(id).send().replayOf(first);
        Told anotherSession = a.post(path)
                .key(key)
                .about(id)
                .header("X-Session", "two")
                .send()
                .replayOf(first);

        assertThat(replay.has("Set-Cookie")).isFalse();
        assertThat(anotherSession.headers("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("session=two");
        String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII));
        assertThat(Rig.outside()
                        .sql("SELECT count(*) FROM onefold_body WHERE encode(content, 'hex') LIKE ?")
                        .param("%" + hex + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
