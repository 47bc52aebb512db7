package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Rejection;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A handler returns an outcome, whatever technique it comes from, and the response is made once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomeHandlersTest {

    private App app;

    @BeforeAll
    void start() {
        app = App.web(Application.class, App.WITHOUT_JPA);
    }

    @AfterAll
    void stop() {
        app.close();
    }

    private Told post(String path) {
        return App.send(app.request(path, null).POST(BodyPublishers.noBody()));
    }

    @Test
    void an_applied_answer_has_the_handlers_status() {
        Told told = post("/views/applied");
        assertThat(told.status()).isEqualTo(201);
        assertThat(told.body()).isEqualTo("{\"name\":\"first\"}");
        assertThat(told.replayed()).isFalse();
    }

    @Test
    void a_replayed_answer_is_the_same_with_a_mark_and_created_nothing() {
        Told told = post("/views/replayed");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.body()).isEqualTo("{\"name\":\"first\"}");
        assertThat(told.replayed()).isTrue();
    }

    @Test
    void an_entity_brings_its_own_status_and_header_fields() {
        Told applied = post("/entities/applied");
        assertThat(applied.status()).isEqualTo(201);
        assertThat(applied.header("Location")).isEqualTo("/views/1");
        Told replayed = post("/entities/replayed");
        assertThat(replayed.status()).isEqualTo(200);
        assertThat(replayed.replayed()).isTrue();
        assertThat(replayed.header("Location")).isEqualTo("/views/1");
        assertThat(replayed.body()).isEqualTo("[{\"name\":\"first\"}]");
    }

    @Test
    void an_outcome_that_comes_later_is_mapped_too() {
        assertThat(post("/later/replayed").body()).isEqualTo("{\"name\":\"first\"}");
        assertThat(post("/later/mismatch").status()).isEqualTo(422);
    }

    @Test
    void in_progress_tells_when_to_come_again() {
        Told told = post("/views/in-progress");
        assertThat(told.status()).isEqualTo(409);
        assertThat(told.header("Retry-After")).isEqualTo("2");
        assertThat(told.body()).contains("problems/in-progress");
    }

    @Test
    void a_mismatch_names_the_field() {
        Told told = post("/views/mismatch");
        assertThat(told.status()).isEqualTo(422);
        assertThat(told.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(told.body()).contains("problems/content-differs", "\"field\":\"amount\"");
    }

    @Test
    void a_remembered_no_is_marked_as_a_replay() {
        assertThat(post("/views/rejected").status()).isEqualTo(409);
        assertThat(post("/views/rejected").body()).contains("\"code\":\"short\"", "2 left");
        assertThat(post("/views/rejected").replayed()).isFalse();
        assertThat(post("/views/rejected-again").status()).isEqualTo(409);
        assertThat(post("/views/rejected-again").replayed()).isTrue();
    }

    @Test
    void stale_is_a_failed_precondition_only_if_there_was_one() {
        assertThat(post("/views/stale").status()).isEqualTo(409);
        Told told = App.send(
                app.request("/views/stale", null).header("If-Match", "\"1\"").POST(BodyPublishers.noBody()));
        assertThat(told.status()).isEqualTo(412);
        assertThat(told.body()).contains("problems/stale", "version 2 is there");
    }

    @Test
    void unknown_and_expired() {
        assertThat(post("/views/unknown").status()).isEqualTo(503);
        assertThat(post("/views/expired").status()).isEqualTo(409);
        assertThat(post("/views/expired").body()).contains("problems/result-expired", "2026-01-01T00:00:00Z");
    }

    @Test
    void nothing_to_tell_is_an_empty_body() {
        assertThat(post("/nothing").status()).isEqualTo(204);
        assertThat(post("/nothing").body()).isEmpty();
    }

    record View(String name) {}

    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private static <T> Outcome<T> outcome(String kind, T value) {
        Rejection no = Rejection.of("short", "2 left");
        Map<String, Outcome<T>> outcomes = Map.of(
                "applied", new Outcome.Applied<>(value),
                "replayed", new Outcome.Replayed<>(value, THEN),
                "in-progress", new Outcome.InProgress<>(Duration.ofMillis(1_500)),
                "mismatch", new Outcome.Mismatch<>("amount"),
                "rejected", new Outcome.Rejected<>(no, Memory.REMEMBERED),
                "rejected-again", new Outcome.Rejected<>(no, Memory.REPLAYED),
                "stale", new Outcome.Stale<>("version 2 is there"),
                "unknown", new Outcome.Unknown<>("lost"),
                "expired", new Outcome.Expired<>(THEN));
        return Objects.requireNonNull(outcomes.get(kind));
    }

    @RestController
    static class Handlers {

        @PostMapping("/views/{kind}")
        @ResponseStatus(HttpStatus.CREATED)
        Outcome<View> view(@PathVariable String kind) {
            return outcome(kind, "first").map(View::new);
        }

        @PostMapping("/entities/{kind}")
        Outcome<ResponseEntity<List<View>>> entity(@PathVariable String kind) {
            return outcome(kind, new View("first"))
                    .map(view -> ResponseEntity.created(URI.create("/views/1")).body(List.of(view)));
        }

        @PostMapping("/later/{kind}")
        CompletableFuture<Outcome<View>> later(@PathVariable String kind) {
            return CompletableFuture.completedFuture(outcome(kind, new View("first")));
        }

        @PostMapping("/nothing")
        Outcome<ResponseEntity<Void>> nothing() {
            return new Outcome.Applied<>(ResponseEntity.noContent().build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {}
}
