package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.RecordId;
import dev.onefold.Scope;
import dev.onefold.http.RequestFingerprint;
import dev.onefold.spring.boot.rules.Gates.Gate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F: what is the same request, and what is another one under a key that is taken. */
class FingerprintRulesTest extends RuleTest {

    private final String id = newId();
    private final String key = newKey();

    private Req things(String members) {
        return a.post("/things").key(key).body("{\"id\":\"" + id + "\"" + members + "}");
    }

    private static void reused(Told told) {
        told.problem(422, "key-reused").saying(false, true);
    }

    @Test
    void F1_another_body_under_the_key_is_refused_and_harms_nothing() {
        Told first = a.post("/things").key(key).about(id).send().first(201);
        String other = newId();

        reused(a.post("/things").key(key).about(other).send());

        assertEffects(other, 0);
        a.post("/things").key(key).about(id).send().replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void F2_mismatch_beats_in_flight() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first = a.post("/things").key(key).about(id).sendAsync();
        gate.awaitReached();
        String other = newId();

        reused(a.post("/things").key(key).about(other).send());
        Told elsewhere = Rig.b().post("/things").key(key).about(other).send();
        elsewhere.problem(409, "in-progress");

        gate.open();
        first.join().first(201);
        reused(Rig.b().post("/things").key(key).about(other).send());
        assertEffects(other, 0);
    }

    @Test
    void F2_mismatch_beats_in_flight_on_every_node_under_a_lease() {
        Gate gate = Gates.close(id);
        CompletableFuture<Told> first =
                a.post("/leased/callable").key(key).about(id).sendAsync();
        gate.awaitReached();
        String other = newId();

        reused(a.post("/leased/callable").key(key).about(other).send());
        reused(Rig.b().post("/leased/callable").key(key).about(other).send());

        gate.open();
        first.join().first(201);
        assertEffects(other, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":[]}", "{", "null", ""})
    void F3_mismatch_beats_validation(String invalid) {
        a.post("/things").key(newKey()).body(invalid).send().first(400);
        a.post("/things").key(key).about(id).send().first(201);

        reused(a.post("/things").key(key).body(invalid).send());
    }

    @Test
    void F4_another_path_or_method_is_another_request() {
        Told first = a.post("/things").key(key).about(id).send().first(201);

        reused(a.post("/refunds").key(key).about(id).send());
        reused(a.request("PATCH", "/things/" + id).key(key).about(id).send());

        assertEffects(id, 1);
        a.post("/things").key(key).about(id).send().replayOf(first);
    }

    @Test
    void F4_a_scope_with_the_path_makes_keys_independent() {
        Node node = Rig.node("sut.scope=path");
        Told one = node.post("/things").key(key).about(id).send().first(201);
        Told two = node.post("/refunds").key(key).about(id).send().first(201);

        assertEffects(id, 2);
        node.post("/things").key(key).about(id).send().replayOf(one);
        node.post("/refunds").key(key).about(id).send().replayOf(two);
        assertEffects(id, 2);
    }

    @Test
    void F5_another_resource_of_the_same_route_is_another_request() {
        String other = newId();
        Told first = a.post("/things/" + id + "/capture").key(key).send().first(201);

        reused(a.post("/things/" + other + "/capture").key(key).send());

        assertEffects(id, 1);
        assertEffects(other, 0);
        a.post("/things/" + id + "/capture").key(key).send().replayOf(first);
    }

    @ParameterizedTest
    @CsvSource({
        "a=1&b=2,b=2&a=1,true",
        "a=1&b=2,a=1&b=3,false",
        "a=1,a=2,false",
        "a=1,,false",
        "a=1&a=2,a=1&a=2,true",
        "a=1&a=2,a=2&a=1,false",
        "a=%41,a=A,true"
    })
    void F6_the_query_counts_and_its_order_does_not(String one, String two, boolean same) {
        Told first = a.post("/things?" + one).key(key).about(id).send().first(201);

        Told second =
                a.post("/things?" + (two == null ? "" : two)).key(key).about(id).send();

        if (same) {
            second.replayOf(first);
        } else {
            reused(second);
        }
        assertEffects(id, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"id\" : \"ID\" , \"name\":\"A\",\"amount\":1.0,\"list\":[1,{\"x\":null}]}",
                "{\"list\":[1,{\"x\":null}],\"amount\":1.0,\"name\":\"A\",\"id\":\"ID\"}",
                "{\"id\":\"ID\",\"name\":\"\\u0041\",\"amount\":1.0,\"list\":[1,{\"x\":null}]}",
                "{\"id\":\"ID\",\"name\":\"A\",\"amount\":1,\"list\":[1.0,{\"x\":null}]}",
                "{\"id\":\"ID\",\"name\":\"A\",\"amount\":1e0,\"list\":[10e-1,{\"x\":null}]}",
                "{\"id\":\"ID\",\"name\":\"A\",\"amount\":1.0,\"list\":[1,{\"x\":null}]}\r\n"
            })
    void F7_json_that_means_the_same_is_the_same_request(String spelling) {
        String body = "{\"id\":\"ID\",\"name\":\"A\",\"amount\":1.0,\"list\":[1,{\"x\":null}]}";
        Told first =
                a.post("/things").key(key).body(body.replace("ID", id)).send().first(201);

        a.post("/things").key(key).body(spelling.replace("ID", id)).send().replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void F7_a_byte_order_mark_is_refused() {
        a.post("/things").key(key).body("\ufeff{\"id\":\"" + id + "\"}").send().problem(400, "body-invalid");

        assertEffects(id, 0);
        a.post("/things").key(key).about(id).send().first(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"x\":[1,2]|,\"x\":[2,1]",
                ",\"x\":null|''",
                ",\"x\":\"1\"|,\"x\":1",
                ",\"x\":0.1|,\"x\":0.10000000000000000001",
                ",\"x\":9007199254740993|,\"x\":9007199254740992",
                ",\"x\":\"\u00e9\"|,\"x\":\"e\u0301\"",
                ",\"x\":{}|,\"x\":[]",
                ",\"x\":true|,\"x\":false"
            })
    void F8_json_that_means_something_else_is_another_request(String one, String two) {
        Told first = things(one).send().first(201);

        reused(things(two).send());

        things(one).send().replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void F9_a_member_named_twice_is_refused_and_claims_nothing() {
        things(",\"name\":\"A\",\"name\":\"B\"")
                .send()
                .problem(400, "body-invalid")
                .saying(false, true);

        assertThat(Gates.starts(id)).isZero();
        assertEffects(id, 0);
        things(",\"name\":\"B\"").send().first(201);
        assertEffects(id, 1);
    }

    @Test
    void F10_headers_of_the_exchange_do_not_count() {
        UnaryOperator<Req> one = request -> request.header("User-Agent", "one/1")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .header("X-Request-Id", "one")
                .header("Accept-Encoding", "gzip")
                .header("Signature", "sig1=:AAAA:")
                .header("Timestamp", "1")
                .type("application/json");
        UnaryOperator<Req> two = request -> request.header("User-Agent", "two/2")
                .header("traceparent", "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .header("X-Request-Id", "two")
                .header("Accept-Encoding", "identity")
                .header("Signature", "sig1=:BBBB:")
                .header("Timestamp", "2")
                .as("acme.ann.2")
                .type("application/json; charset=utf-8");
        Told first = one.apply(a.post("/things").key(key).about(id)).send().first(201);

        two.apply(a.post("/things").key(key).about(id)).send().replayOf(first);
        assertEffects(id, 1);
        reused(a.post("/things")
                .key(key)
                .about(id)
                .type("application/vnd.other+json")
                .send());
    }

    @Test
    void F10_a_header_counts_where_it_is_named() {
        Told first = a.post("/versioned")
                .key(key)
                .header("API-Version", "1")
                .about(id)
                .send()
                .first(201);

        a.post("/versioned")
                .key(key)
                .header("API-Version", "1")
                .about(id)
                .send()
                .replayOf(first);
        reused(a.post("/versioned")
                .key(key)
                .header("API-Version", "2")
                .about(id)
                .send());
        reused(a.post("/versioned").key(key).about(id).send());
        assertEffects(id, 1);
    }

    @Test
    void F11_fields_that_are_left_out_do_not_count() {
        String body = "{\"id\":\"" + id + "\",\"client\":{\"sent\":%s,\"app\":%s}}";
        Told first =
                a.post("/without").key(key).body(body.formatted(1, 1)).send().first(201);

        a.post("/without").key(key).body(body.formatted(2, 1)).send().replayOf(first);
        reused(a.post("/without").key(key).body(body.formatted(1, 2)).send());
        assertEffects(id, 1);
    }

    @Test
    void F11_of_fields_that_are_chosen_only_those_count() {
        String body = "{\"id\":\"" + id + "\",\"amount\":%s,\"note\":%s}";
        Told first = a.post("/only").key(key).body(body.formatted(1, 1)).send().first(201);

        a.post("/only").key(key).body(body.formatted("1.0", 2)).send().replayOf(first);
        reused(a.post("/only").key(key).body(body.formatted(2, 1)).send());
        assertEffects(id, 1);
    }

    @Test
    void F11_bodies_are_not_compared_where_that_is_asked_for() {
        Told first = a.post("/uncompared").key(key).about(id).send().first(201);

        a.post("/uncompared").key(key).body("{}").send().replayOf(first);
        assertEffects(id, 1);
    }

    @Test
    void F12_the_same_bytes_are_the_same_request_compressed_or_not() throws IOException {
        byte[] body = ("\"" + id + "\"").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(body);
        }
        Told first = a.post("/compressed").key(key).body(body).send().first(201);

        a.post("/compressed")
                .key(key)
                .header("Content-Encoding", "gzip")
                .body(gzipped.toByteArray())
                .send()
                .replayOf(first);
        assertEffects(id, 1);
        a.post("/compressed")
                .key(newKey())
                .header("Content-Encoding", "gzip")
                .body(gzipped.toByteArray())
                .send()
                .first(201);
        assertEffects(id, 2);
    }

    @Test
    void F13_the_fields_of_a_form_are_compared_in_any_order() {
        UnaryOperator<String> sent = form -> a.post("/forms")
                .key(key)
                .type("application/x-www-form-urlencoded")
                .body(form)
                .send()
                .text();
        String first = sent.apply("id=" + id + "&name=A%20B&tag=1&tag=2");

        assertThat(sent.apply("tag=1&tag=2&name=A+B&id=" + id)).isEqualTo(first);
        assertThat(sent.apply("id=" + id + "&name=A%20B&tag=2&tag=1")).contains("/key-reused");
        assertThat(sent.apply("id=" + id + "&name=C&tag=1&tag=2")).contains("/key-reused");
        assertEffects(id, 1);
    }

    @Test
    void F13_a_multipart_body_is_compared_part_by_part() {
        Told first = upload(key, "one", "a.txt", "text/plain", "content").first(201);

        upload(key, "two-another-boundary", "a.txt", "text/plain", "content").replayOf(first);
        reused(upload(key, "one", "b.txt", "text/plain", "content"));
        reused(upload(key, "one", "a.txt", "text/csv", "content"));
        reused(upload(key, "one", "a.txt", "text/plain", "contents"));
        reused(upload(key, "one", "a.txt", "text/plain", "content", "another"));
        assertEffects(id, 1);
    }

    @Test
    void F13_the_order_of_parts_counts_and_their_size_is_bounded() {
        upload(key, "one", "a.txt", "text/plain", "1", "2").first(201);

        reused(upload(key, "one", "a.txt", "text/plain", "2", "1"));
        upload(newKey(), "one", "a.txt", "text/plain", "x".repeat(600_000), "y".repeat(600_000))
                .problem(413, "body-too-large");
        assertEffects(id, 1);
    }

    private Told upload(String as, String boundary, String fileName, String type, String... contents) {
        StringBuilder body = new StringBuilder();
        body.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n" + id + "\r\n");
        for (String content : contents) {
            body.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                    + "\"\r\nContent-Type: " + type + "\r\n\r\n" + content + "\r\n");
        }
        body.append("--" + boundary + "--\r\n");
        return a.post("/uploads")
                .key(as)
                .type("multipart/form-data; boundary=" + boundary)
                .body(body.toString())
                .send();
    }

    @Test
    void F14_a_record_of_a_newer_release_is_neither_a_mismatch_nor_done_again() {
        Told first = a.post("/things").key(key).about(id).send().first(201);
        rule(RequestFingerprint.VERSION + 1);

        a.post("/things")
                .key(key)
                .about(id)
                .send()
                .problem(503, "outcome-unknown")
                .saying(true, false);

        rule(RequestFingerprint.VERSION);
        a.post("/things").key(key).about(id).send().replayOf(first);
        assertEffects(id, 1);
    }

    /** As if another release had written the record of the key. */
    private void rule(int version) {
        UUID record = Rig.inTable(RecordId.of(new Scope("acme", "ann"), key));
        int rows = Rig.outside()
                .sql("UPDATE onefold_record SET fingerprint = set_byte(fingerprint, 0, ?) WHERE id = ?")
                .params(version, record)
                .update();
        assertThat(rows).isEqualTo(1);
    }

    @Test
    void F16_the_same_request_with_a_new_key_is_another_one() {
        Told first = a.post("/things").key(key).about(id).send().first(201);
        Told second = a.post("/things").key(newKey()).about(id).send().first(201);

        assertThat(second.text()).isNotEqualTo(first.text());
        assertEffects(id, 2);
    }
}
