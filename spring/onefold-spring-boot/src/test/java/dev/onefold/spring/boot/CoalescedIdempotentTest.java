package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.spring.CoalescedReply;
import dev.onefold.spring.CoalescedWork;
import dev.onefold.spring.Idempotent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** An idempotent handler leaves its requests to work that does many in one transaction. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoalescedIdempotentTest {

    private App app;
    private Handlers handlers;

    @BeforeAll
    void start() {
        app = App.web(Application.class, App.WITHOUT_JPA);
        app.sql().sql("CREATE TABLE note (text text NOT NULL)").update();
        handlers = app.bean(Handlers.class);
    }

    @AfterAll
    void stop() {
        app.close();
    }

    private Told post(String key, String text) {
        return app.post("/notes", "key-of-" + key, "{\"text\":\"" + text + "\"}");
    }

    private long notes(String text) {
        return app.sql()
                .sql("SELECT count(*) FROM note WHERE text = ?")
                .param(text)
                .query(Long.class)
                .single();
    }

    @Test
    void a_repeat_gets_the_first_answer_and_asks_for_nothing() {
        Told first = post("the-first-note", "once");
        int asked = handlers.asked.get();
        Told second = post("the-first-note", "once");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Location")).isEqualTo("/notes/once");
        assertThat(first.header("Content-Type")).isEqualTo("application/json");
        assertThat(first.header("Idempotency-Key")).isEqualTo("key-of-the-first-note");
        assertThat(first.replayed()).isFalse();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Location")).isEqualTo("/notes/once");
        assertThat(second.replayed()).isTrue();
        assertThat(second.body()).isEqualTo(first.body()).isEqualTo("{\"text\":\"once\"}");
        assertThat(handlers.asked).hasValue(asked);
        assertThat(notes("once")).isEqualTo(1);
    }

    @Test
    void what_was_recorded_comes_before_what_is_wrong_with_a_request() {
        post("one-content", "this");

        assertThat(post("one-content", "that").status()).isEqualTo(422);
        assertThat(app.post("/notes", "key-of-one-content", "{}").body()).contains("key-reused");
        Told invalid = app.post("/notes", "key-of-nothing-yet", "{}");
        assertThat(invalid.status()).isEqualTo(400);
        assertThat(invalid.header("Idempotency-Key")).isEqualTo("key-of-nothing-yet");
        assertThat(post("nothing-yet", "now").status()).isEqualTo(201);
        assertThat(notes("that")).isZero();
    }

    @Test
    void a_no_is_told_again_whether_it_left_something_to_undo_or_not() {
        for (String no : List.of("declined", "undone")) {
            Told first = post("a-no-that-is-" + no, no);
            Told second = post("a-no-that-is-" + no, no);

            assertThat(first.status()).isEqualTo(409);
            assertThat(first.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(first.body()).contains("\"instance\":\"/notes\"");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.replayed()).isTrue();
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(notes(no)).isZero();
        }
    }

    @Test
    void what_the_work_throws_is_answered_as_what_a_handler_throws() {
        Told gone = post("what-is-gone", "gone");
        Told broken = post("what-is-broken", "broken");

        assertThat(gone.status()).isEqualTo(410);
        assertThat(post("what-is-gone", "gone").replayed()).isTrue();
        assertThat(broken.status()).isEqualTo(500);
        assertThat(post("what-is-broken", "mended").status()).isEqualTo(201);
        assertThat(notes("gone") + notes("broken")).isZero();
    }

    @Test
    void a_crowd_shares_transactions_and_each_gets_its_own_answer() throws Exception {
        List<String> texts = List.of("fine", "declined", "undone", "gone", "broken", "fine");
        List<Integer> statuses = List.of(201, 409, 409, 410, 500, 201);
        long before = notes("fine");
        try (Crew crew = new Crew()) {
            List<Future<Told>> all = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                int mine = i;
                all.add(crew.start(() -> post("the-crowd-" + mine, texts.get(mine % texts.size()))));
            }
            for (int i = 0; i < all.size(); i++) {
                Told told = Crew.result(all.get(i));
                assertThat(told.status()).as(texts.get(i % texts.size())).isEqualTo(statuses.get(i % texts.size()));
            }
        }
        assertThat(notes("fine") - before).isEqualTo(16);
        assertThat(notes("undone") + notes("gone") + notes("broken") + notes("declined"))
                .isZero();
    }

    @Test
    void copies_at_once_have_one_effect() throws Exception {
        try (Crew crew = new Crew()) {
            List<Future<Told>> all = IntStream.range(0, 16)
                    .mapToObj(i -> crew.start(() -> post("the-copies", "copied")))
                    .toList();
            for (Future<Told> each : all) {
                assertThat(Crew.result(each).status()).isIn(201, 409);
            }
        }
        assertThat(notes("copied")).isEqualTo(1);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Handlers.class, WriteNotes.class})
    static class Application {}

    record Note(String text) {
        Note {
            Objects.requireNonNull(text);
        }
    }

    private static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @RestController
    static class Handlers {

        final AtomicInteger asked = new AtomicInteger();

        @PostMapping("/notes")
        @Idempotent(coalesced = WriteNotes.class)
        Note write(@RequestBody Note note) {
            asked.incrementAndGet();
            return note;
        }

        @ExceptionHandler
        ResponseEntity<Void> gone(GoneException e) {
            return ResponseEntity.status(HttpStatus.GONE).build();
        }

        @ExceptionHandler
        ResponseEntity<Void> broken(IllegalStateException e) {
            return ResponseEntity.internalServerError().build();
        }
    }

    static class WriteNotes implements CoalescedWork<Note> {

        private final JdbcClient sql;

        WriteNotes(JdbcClient sql) {
            this.sql = sql;
        }

        @Override
        public List<CoalescedReply> run(List<Note> notes) {
            return notes.stream().map(this::write).toList();
        }

        private CoalescedReply write(Note note) {
            if (note.text().equals("declined")) {
                return CoalescedReply.of(no());
            }
            sql.sql("INSERT INTO note VALUES (?)").param(note.text()).update();
            return switch (note.text()) {
                case "undone" -> CoalescedReply.undoing(no());
                case "gone" -> throw new GoneException();
                case "broken" -> throw new IllegalStateException("broken");
                default ->
                    CoalescedReply.of(ResponseEntity.created(URI.create("/notes/" + note.text()))
                            .body(note));
            };
        }

        private static ResponseEntity<ProblemDetail> no() {
            return ResponseEntity.status(HttpStatus.CONFLICT).body(ProblemDetail.forStatus(HttpStatus.CONFLICT));
        }
    }
}
