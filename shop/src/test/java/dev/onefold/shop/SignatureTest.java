package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A callback is believed if its provider signed it, just now. */
class SignatureTest extends ShopTest {

    private final String reference = "S-" + UUID.randomUUID();
    private String body = "";

    @BeforeEach
    void write() {
        body = """
                {"epoch":%d,"sequence":1,"reference":"%s","eventId":"e","amountMinor":5,"currency":"GBP"}""".formatted(provider.epoch(), reference);
    }

    private void isRefused(HttpRequest.Builder request) {
        long before = books.count("payment_callback");
        Answer answer = Api.send(request).expectProblem(401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("HMAC-SHA256");
        assertThat(books.count("payment_callback")).isEqualTo(before);
    }

    @Test
    void a_body_that_was_altered_is_refused() {
        isRefused(provider.signed(body, Instant.now()).POST(BodyPublishers.ofString(body.replace(":5,", ":500,"))));
    }

    @Test
    void another_secret_and_another_name_are_refused() {
        isRefused(new Provider(provider.base(), "demo", "other-secret-of-now", 1).signed(body, Instant.now()));
        isRefused(new Provider(provider.base(), "other", "provider-demo-secret", 1).signed(body, Instant.now()));
        isRefused(new Provider(provider.base(), "nobody", "nobody signs with this", 1).signed(body, Instant.now()));
    }

    @Test
    void a_time_that_is_not_now_is_refused() {
        isRefused(provider.signed(body, Instant.now().minusSeconds(330)));
        isRefused(provider.signed(body, Instant.now().plusSeconds(330)));
        isRefused(provider.signed(body, Instant.now()).setHeader("X-Signature-Timestamp", "soon"));
        isRefused(provider.signed(body, Instant.now()).setHeader("X-Signature-Timestamp", "-1"));
        String later = Long.toString(Instant.now().getEpochSecond() + 5);
        isRefused(provider.signed(body, Instant.now()).setHeader("X-Signature-Timestamp", later));
    }

    @Test
    void an_api_key_is_no_signature_and_a_signature_no_api_key() {
        isRefused(provider.unsigned(body).header("Authorization", "Bearer " + importer.apiKey()));
        HttpRequest signed = provider.signed("", Instant.now()).build();
        HttpRequest.Builder elsewhere = importer.withKey("").request("/api/payments/" + UUID.randomUUID());
        signed.headers().map().forEach((name, values) -> elsewhere.setHeader(name, values.get(0)));
        Api.send(elsewhere.GET()).expectProblem(401, "unauthorized");
    }

    @Test
    void while_a_secret_is_changed_both_are_believed() {
        Provider before = new Provider(provider.base(), "other", "other-secret-before", 1);
        Api.send(before.signed(body, Instant.now())).expect(200);
        Provider now = new Provider(provider.base(), "other", "other-secret-of-now", 1);
        assertThat(Api.send(now.signed(body, Instant.now())).expect(200).header("Idempotent-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void a_body_without_end_is_not_read_to_its_end() {
        byte[] large = new byte[1_048_577];
        Api.send(provider.unsigned("").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))
                .expectProblem(413, "content-too-large");
    }
}
