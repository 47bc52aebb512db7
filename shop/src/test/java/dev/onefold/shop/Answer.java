package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.assertj.core.api.AbstractStringAssert;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the shop answered. */
record Answer(HttpResponse<String> response) {

    private static final JsonMapper JSON = new JsonMapper();

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    JsonNode body() {
        return JSON.readTree(response.body());
    }

    String text(String field) {
        return body().path(field).asString();
    }

    long number(String field) {
        return body().path(field).asLong();
    }

    Answer expect(int status) {
        assertThat(status()).as(response.body()).isEqualTo(status);
        return this;
    }

    /** The answer is this problem, in the shape every problem has. */
    Answer expectProblem(int status, String slug) {
        expect(status);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        problemType().endsWith("/problems/" + slug);
        assertThat(number("status")).isEqualTo(status);
        assertThat(text("detail")).isNotEmpty();
        return this;
    }

    private AbstractStringAssert<?> problemType() {
        return assertThat(text("type"));
    }
}
