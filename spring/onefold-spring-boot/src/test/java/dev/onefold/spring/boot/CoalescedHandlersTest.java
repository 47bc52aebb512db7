package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Call;
import dev.onefold.Coalesced;
import dev.onefold.CoalescedOperation;
import dev.onefold.Codec;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Batching;
import dev.onefold.Outcome;
import dev.onefold.Rejection;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A handler takes the request's call and runs a coalesced operation with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoalescedHandlersTest {

    private static final String NOTE = "{\"text\":\"%s\"}";

    private App app;

    @BeforeAll
    void start() {
        app = App.web(Application.class, App.WITHOUT_JPA);
        app.sql().sql("CREATE TABLE note (text text NOT NULL)").update();
    }

    @AfterAll
    void stop() {
        app.close();
    }

    private Told post(String key, String text) {
        return app.post("/notes", key, NOTE.formatted(text));
    }

    private long notes(String text) {
        return app.sql()
                .sql("SELECT count(*) FROM note WHERE text = ?")
                .param(text)
                .query(Long.class)
                .single();
    }

    @Test
    void a_first_request_is_applied_and_a_repeat_replayed() {
        Told first = post("key-of-one-note-1", "once");
        Told second = post("key-of-one-note-1", "once");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.replayed()).isFalse();
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.replayed()).isTrue();
        assertThat(second.body()).isEqualTo(first.body()).isEqualTo("noted once");
        assertThat(notes("once")).isEqualTo(1);
    }

    @Test
    void a_key_is_bound_to_its_content_and_needed() {
        post("key-of-one-note-2", "this");

        Told other = post("key-of-one-note-2", "that");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body()).contains("key-reused");
        assertThat(notes("that")).isZero();
        Told missing = App.send(app.request("/notes", null)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(NOTE.formatted("no key"))));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.body()).contains("key-missing");
        assertThat(notes("no key")).isZero();
    }

    @Test
    void a_no_is_told_again() {
        Told first = post("key-of-one-note-3", "");
        Told second = post("key-of-one-note-3", "");

        assertThat(first.status()).isEqualTo(409);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.replayed()).isTrue();
        assertThat(second.body()).contains("an empty note");
    }

    @Test
    void one_more_than_may_wait_is_refused_with_the_time_to_come_again() throws Exception {
        Handlers handlers = app.bean(Handlers.class);
        try (Crew crew = new Crew()) {
            List<Future<Told>> others = new ArrayList<>();
            others.add(crew.start(() -> post("key-of-the-slow-one", "slow")));
            assertThat(handlers.slow.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            others.add(crew.start(() -> post("key-of-the-waiting-one", "waiting")));
            while (handlers.line.waiting() == 0) {
                Thread.onSpinWait();
            }

            Told refused = post("key-of-one-too-many", "too many");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.body()).contains("overloaded");
            handlers.goOn.countDown();
            for (Future<Told> other : others) {
                assertThat(Crew.result(other).status()).isEqualTo(201);
            }
        }
        assertThat(notes("too many")).isZero();
        assertThat(post("key-of-one-too-many", "too many").status()).isEqualTo(201);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {}

    record Note(String text) {}

    @RestController
    static class Handlers {

        private static final CoalescedOperation<String> WRITE =
                Operation.coalesced("write-note", Codec.text()).with(new Batching(64, 1, 1, Duration.ofSeconds(30)));

        final CountDownLatch slow = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final Coalesced<Note, String, InterruptedException> line;

        Handlers(Onefold<Connection> onefold, JdbcClient sql) {
            line = onefold.coalesced(WRITE, (connection, notes) -> {
                List<Decision<String>> decisions = new ArrayList<>();
                for (Note note : notes) {
                    if (note.text().equals("slow")) {
                        slow.countDown();
                        goOn.await();
                    }
                    if (note.text().isEmpty()) {
                        decisions.add(new Decision.Decline<>(Rejection.of("empty", "an empty note")));
                    } else {
                        sql.sql("INSERT INTO note VALUES (?)")
                                .param(note.text())
                                .update();
                        decisions.add(new Decision.Accept<>("noted " + note.text()));
                    }
                }
                return decisions;
            });
        }

        @PostMapping("/notes")
        @ResponseStatus(HttpStatus.CREATED)
        Outcome<String> write(Call call, @RequestBody Note note) throws InterruptedException {
            return line.execute(call, note);
        }
    }
}
