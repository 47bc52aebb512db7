package dev.onefold.spring.boot.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the system under test answered. */
record Told(HttpResponse<byte[]> response) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REPLAYED = "Idempotent-Replayed";

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    boolean has(String name) {
        return response.headers().firstValue(name).isPresent();
    }

    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return JSON.readTree(response.body());
    }

    boolean isReplay() {
        return header(REPLAYED).equals("true");
    }

    /** A first answer of that status. */
    Told first(int status) {
        assertThat(status()).as(text()).isEqualTo(status);
        assertThat(has(REPLAYED)).as("the marker is on replays only").isFalse();
        return this;
    }

    /** Another answer, told again: its status, its bytes, its recorded fields, and the marker. */
    Told replayOf(Told first) {
        assertThat(status()).as(text()).isEqualTo(first.status());
        assertThat(isReplay()).as("the marker").isTrue();
        assertThat(response.body()).isEqualTo(first.response.body());
        for (String name : List.of("Content-Type", "Location", "ETag")) {
            assertThat(headers(name)).as(name).isEqualTo(first.headers(name));
        }
        return this;
    }

    /** A problem of the library, in the shape that all have. */
    Told problem(int status, String slug) {
        assertThat(status()).as(text()).isEqualTo(status);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(header("Cache-Control")).isEqualTo("no-store");
        assertThat(has(REPLAYED)).isFalse();
        JsonNode problem = json();
        assertThat(problem.path("type").asString()).endsWith("/problems/" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("detail").asString()).isNotEmpty();
        return this;
    }

    /** A problem that says whether the same key may succeed, and whether a new one is safe. */
    Told saying(boolean retryable, boolean safeNewKey) {
        assertThat(json().path("retryable").asBoolean()).isEqualTo(retryable);
        assertThat(json().path("safe_new_key").asBoolean()).isEqualTo(safeNewKey);
        return this;
    }
}
