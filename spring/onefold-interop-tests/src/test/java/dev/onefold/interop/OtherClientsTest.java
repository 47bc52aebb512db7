package dev.onefold.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.interop.LossyWire.Fate;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.Test;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Widely used HTTP clients with their own ways to send a request again. Each warms a connection up first, since that is
 * where clients resend by themselves, and then loses a reply.
 */
class OtherClientsTest {

    private static final String JSON = "application/json";
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

    private final String business = "b-" + UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();
    private final String url = Server.wire().url() + "/orders";
    private final String body = "{\"business\":\"" + business + "\",\"amount\":100}";

    /** What a client made of its request. */
    private record Told(int status, String body, boolean replay) {}

    private void assertOneEffect(Told told) {
        assertThat(Server.wire().lost()).isEqualTo(1);
        assertThat(told.status()).as(told.body()).isEqualTo(201);
        assertThat(told.body()).contains("\"amount\":100");
        assertThat(told.replay()).as("the answer is the first one, told again").isTrue();
        assertThat(Handlers.runs(business)).isEqualTo(1);
        assertThat(Server.effects(business)).isEqualTo(1);
    }

    @Test
    void apache_with_a_retry_strategy_that_knows_the_key() throws IOException {
        Server.wire().fates(Fate.LOST);
        var keysAreIdempotent = new DefaultHttpRequestRetryStrategy(3, TimeValue.ofMilliseconds(10)) {
            @Override
            protected boolean handleAsIdempotent(org.apache.hc.core5.http.HttpRequest request) {
                return request.containsHeader("Idempotency-Key");
            }
        };
        HttpPost post = new HttpPost(url);
        post.setHeader("Idempotency-Key", key);
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        try (CloseableHttpClient client =
                HttpClients.custom().setRetryStrategy(keysAreIdempotent).build()) {
            assertOneEffect(client.execute(
                    post,
                    response -> new Told(
                            response.getCode(), EntityUtils.toString(response.getEntity()), isReplay(response))));
        }
    }

    private static boolean isReplay(HttpResponse response) {
        return response.containsHeader("Idempotent-Replayed");
    }

    @Test
    void okhttp_that_resends_on_a_connection_that_fails() throws IOException {
        OkHttpClient client =
                new OkHttpClient.Builder().retryOnConnectionFailure(true).build();
        Server.wire().fates();
        try (var warm = client.newCall(okRequest(UUID.randomUUID().toString(), warmUp()))
                .execute()) {
            assertThat(warm.body().string()).contains("amount");
        }
        Server.wire().fates(Fate.LOST);

        try (var response = client.newCall(okRequest(key, body)).execute()) {
            assertOneEffect(new Told(
                    response.code(), response.body().string(), response.header("Idempotent-Replayed") != null));
        }
    }

    private Request okRequest(String requestKey, String json) {
        return new Request.Builder()
                .url(url)
                .header("Idempotency-Key", requestKey)
                .post(RequestBody.create(json, MediaType.get(JSON)))
                .build();
    }

    @Test
    void the_jdks_client_that_was_told_to_resend_posts() throws Exception {
        java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .build();
        Server.wire().fates();
        client.send(jdkRequest(UUID.randomUUID().toString(), warmUp()), BodyHandlers.ofString());
        Server.wire().fates(Fate.LOST);

        var response = client.send(jdkRequest(key, body), BodyHandlers.ofString());

        assertOneEffect(new Told(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Idempotent-Replayed").isPresent()));
    }

    private HttpRequest jdkRequest(String requestKey, String json) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Idempotency-Key", requestKey)
                .header("Content-Type", JSON)
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8))
                .build();
    }

    @Test
    void the_jdks_old_connection_that_resends_posts_unasked() throws IOException {
        Server.wire().fates(Fate.LOST);

        assertOneEffect(resentUnasked("/orders"));
    }

    @Test
    void without_protection_the_same_loss_has_two_effects() throws IOException {
        Server.wire().fates(Fate.LOST);

        assertThat(resentUnasked("/unprotected").replay()).isFalse();

        assertThat(Server.wire().lost()).isEqualTo(1);
        assertThat(Server.effects(business)).isEqualTo(2);
    }

    private Told resentUnasked(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(Server.wire().url() + path).toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Idempotency-Key", key);
        connection.setRequestProperty("Content-Type", JSON);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        return new Told(
                connection.getResponseCode(),
                new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                connection.getHeaderField("Idempotent-Replayed") != null);
    }

    @Test
    void springs_rest_client_inside_of_a_retry_template() throws RetryException {
        JdkClientHttpRequestFactory connections = new JdkClientHttpRequestFactory();
        connections.setReadTimeout(READ_TIMEOUT);
        RestClient client = RestClient.builder().requestFactory(connections).build();
        RetryTemplate retries = new RetryTemplate(RetryPolicy.builder()
                .includes(ResourceAccessException.class)
                .maxRetries(3)
                .delay(Duration.ofMillis(10))
                .build());
        Server.wire().fates(Fate.STALLED);

        ResponseEntity<String> response = retries.execute(() -> client.post()
                .uri(url)
                .header("Idempotency-Key", key)
                .body(Map.of("business", business, "amount", 100))
                .retrieve()
                .toEntity(String.class));

        assertOneEffect(new Told(
                response.getStatusCode().value(),
                String.valueOf(response.getBody()),
                response.getHeaders().containsHeader("Idempotent-Replayed")));
    }

    /** Another request, with a business of its own. */
    private static String warmUp() {
        return "{\"business\":\"warm-" + UUID.randomUUID() + "\",\"amount\":1}";
    }
}
