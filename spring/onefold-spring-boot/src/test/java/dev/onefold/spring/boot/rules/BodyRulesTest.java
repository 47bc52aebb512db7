package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.spring.Idempotent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Bodies: how large, how they come, and what of them is compared. */
class BodyRulesTest extends RuleTest {

    private static final int MEBIBYTE = 1 << 20;

    private final String id = newId();
    private final String key = newKey();

    private String body() {
        return "{\"id\":\"" + id + "\",\"name\":\"John\"}";
    }

    @Test
    void B1_a_body_that_is_too_long_is_refused_before_anything_is_kept() {
        String longBody = "{\"id\":\"" + id + "\",\"name\":\"" + "x".repeat(MEBIBYTE) + "\"}";
        a.post("/things").key(key).body(longBody).send().problem(413, "body-too-large");
        assertEffects(id, 0);
        a.post("/things").key(key).about(id).send().first(201);
    }

    /** Of what is compared, so much is in memory and no more; what is longer is refused after so much of it. */
    @Test
    void B2_many_bodies_that_are_too_long_are_refused_without_being_read_to_their_end() throws Exception {
        List<Integer> statuses = together(16, thread -> {
            try (Wire wire = a.wire()) {
                // a hundred times as long as what is sent, and never ended
                return wire.post("/things", "x".repeat(MEBIBYTE + 1), 100 * MEBIBYTE, "Idempotency-Key: " + newKey())
                                .read(12)
                                .equals("HTTP/1.1 413")
                        ? 413
                        : 0;
            }
        });
        assertThat(statuses).containsOnly(413);
    }

    @Test
    void B3_a_key_that_is_wrong_is_refused_before_the_body_is_sent() {
        try (Wire wire = a.wire()) {
            String told = wire.post("/things", "", 1_000, "Idempotency-Key: short", "Expect: 100-continue")
                    .readAll();
            assertThat(told).contains("HTTP/1.1 400", "/problems/key-invalid");
        }
    }

    @Test
    void B4_a_body_that_is_not_what_its_digest_says_is_refused_and_keeps_no_key() throws NoSuchAlgorithmException {
        a.post("/things")
                .key(key)
                .header("Content-Digest", digest("another body"))
                .body(body())
                .send()
                .problem(400, "body-invalid");
        assertEffects(id, 0);
        Told first = a.post("/things")
                .key(key)
                .header("Content-Digest", digest(body()))
                .body(body())
                .send()
                .first(201);
        a.post("/things").key(key).body(body()).send().replayOf(first);
        assertEffects(id, 1);
    }

    private static String digest(String body) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
    }

    @Test
    void B5_an_answer_that_is_too_long_to_be_stored_undoes_its_effect_and_is_no_answer() {
        for (int i = 0; i < 2; i++) {
            Told told = a.post("/big?bytes=" + 2 * MEBIBYTE).key(key).about(id).send();
            assertThat(told.first(500).text()).contains("Nothing was done");
            assertEffects(id, 0);
        }
        Told first =
                a.post("/big?bytes=" + MEBIBYTE).key(newKey()).about(id).send().first(200);
        assertThat(first.text()).hasSize(MEBIBYTE);
        assertEffects(id, 1);
    }

    @Test
    void B5_of_leased_work_with_such_an_answer_nobody_says_that_nothing_happened() {
        for (int i = 0; i < 2; i++) {
            a.post("/leased/big").key(key).about(id).send().problem(409, "outcome-unknown");
        }
        assertEffects(id, 1);
    }

    @RestController
    @Import(SutApplication.class)
    static class Streaming {

        @PostMapping("/stream")
        @Idempotent
        SseEmitter stream() {
            return new SseEmitter();
        }
    }

    @Test
    void B6_a_handler_that_streams_does_not_start() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(SutApplication.class, Streaming.class)
                        .run(
                                "--sut=true",
                                "--server.port=0",
                                "--spring.main.banner-mode=off",
                                "--spring.datasource.url=" + Rig.url(),
                                "--onefold.jdbc.initialize-schema=always",
                                "--logging.level.root=off"))
                .hasStackTraceContaining("returns a stream, which cannot be recorded before it is sent");
    }

    @Test
    void B7_a_body_in_chunks_is_the_same_request() {
        Told first = a.post("/things").key(key).body(body()).send().first(201);
        int half = body().length() / 2;
        String head = "POST /things HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Req.ANN
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + key
                + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (Wire wire = a.wire()) {
            String told = wire.send(
                            head + chunk(body().substring(0, half)) + chunk(body().substring(half)) + "0\r\n\r\n")
                    .readAll();
            assertThat(told).startsWith("HTTP/1.1 201").contains("Idempotent-Replayed: true", first.text());
        }
        assertEffects(id, 1);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Test
    void B8_no_body_is_a_body_of_its_own() {
        String path = "/things/" + id + "/capture";
        Told first = a.post(path).key(key).body("").send().first(201);
        a.post(path).key(key).body("").send().replayOf(first);
        for (String other : List.of("{}", "null", " ")) {
            a.post(path).key(key).body(other).send().problem(422, "key-reused");
        }
        assertEffects(id, 1);
    }

    @Test
    void B9_a_body_that_is_small_only_until_it_is_decoded_is_refused() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            zip.write(new byte[64 * MEBIBYTE]);
        }
        assertThat(bomb.size()).isLessThan(MEBIBYTE);
        try (Wire wire = a.wire()) {
            String told = wire.post(
                            "/compressed",
                            bomb.toString(StandardCharsets.ISO_8859_1),
                            bomb.size(),
                            "Idempotency-Key: " + key,
                            "Content-Encoding: gzip")
                    .readAll();
            assertThat(told).contains("HTTP/1.1 413", "/problems/body-too-large");
        }
    }
}
