package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Operation.Doubt;
import dev.onefold.spring.Idempotent;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsyncHandlersTest {

    private App app;
    private Handlers handlers;

    @BeforeAll
    void start() {
        app = App.web(Application.class, App.WITHOUT_JPA);
        handlers = app.bean(Handlers.class);
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"callable", "deferred", "future", "task", "entity"})
    void whatIsFinishedLaterIsCapturedWhenItFinishes(String kind) {
        String key = "key-of-an-async-" + kind;
        Told first = app.post("/" + kind, key);
        Told second = app.post("/" + kind, key);
        assertThat(first.status()).isEqualTo(kind.equals("entity") ? 201 : 200);
        assertThat(first.replayed()).isFalse();
        assertThat(first.body()).isEqualTo("{\"kind\":\"" + kind + "\",\"run\":1}");
        assertThat(second.replayed()).isTrue();
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"callable-fails", "deferred-fails", "future-fails"})
    void aMappedRejectionIsRemembered(String kind) {
        String key = "key-of-an-async-" + kind;
        Told first = app.post("/" + kind, key);
        Told second = app.post("/" + kind, key);
        assertThat(first).hasToString("409 refused by " + kind + " 1");
        assertThat(second).hasToString("409 (replayed) refused by " + kind + " 1");
    }

    @Test
    void aDuplicateOfOneThatIsNotFinishedIsInProgress() throws Exception {
        try (Crew crew = new Crew()) {
            Future<Told> first = crew.start(() -> app.post("/held", "key-of-a-held-one"));
            assertThat(handlers.held.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            Told second = app.post("/held", "key-of-a-held-one");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.body()).contains("in-progress");
            handlers.result.setResult("finished");
            assertThat(Crew.result(first)).hasToString("200 finished");
        }
        assertThat(app.post("/held", "key-of-a-held-one")).hasToString("200 (replayed) finished");
    }

    @Test
    void aFailureLeavesItInDoubt() {
        Told first = app.post("/broken", "key-of-a-broken-one");
        Told second = app.post("/broken", "key-of-a-broken-one");
        assertThat(first).hasToString("500 broken on run 1");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body()).contains("outcome-unknown");
    }

    @Test
    void aFailureThatIsHarmlessToRepeatIsRunAgain() {
        Told first = app.post("/broken-once", "key-of-one-broken-once");
        Told second = app.post("/broken-once", "key-of-one-broken-once");
        Told third = app.post("/broken-once", "key-of-one-broken-once");
        assertThat(first).hasToString("500 broken on run 1");
        assertThat(second).hasToString("200 run 2");
        assertThat(third).hasToString("200 (replayed) run 2");
    }

    @Test
    void aTimeoutLeavesItInDoubt() {
        Told first = app.post("/never", "key-of-one-that-never-ends");
        Told second = app.post("/never", "key-of-one-that-never-ends");
        assertThat(first.status()).isEqualTo(503);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body()).contains("outcome-unknown");
    }

    @Test
    void aFailureThatNothingMapsLeavesItInDoubt() {
        Told first = app.post("/unmapped", "key-of-an-unmapped-one");
        Told second = app.post("/unmapped", "key-of-an-unmapped-one");
        assertThat(first.status()).isEqualTo(500);
        assertThat(second.body()).contains("outcome-unknown");
    }

    static class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    record Answer(String kind, int run) {}

    /** Handlers that end on other threads. */
    @RestController
    static class Handlers {

        final CountDownLatch held = new CountDownLatch(1);
        final DeferredResult<String> result = new DeferredResult<>(60_000L);
        private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

        private Answer answer(String kind) {
            return new Answer(kind, run(kind));
        }

        private int run(String kind) {
            return runs.computeIfAbsent(kind, name -> new AtomicInteger()).incrementAndGet();
        }

        private RefusedException refused(String kind) {
            return new RefusedException("refused by " + kind + " " + run(kind));
        }

        private static void elsewhere(Runnable task) {
            Thread thread = new Thread(task, "elsewhere");
            thread.setDaemon(true);
            thread.start();
        }

        @PostMapping("/callable")
        @Idempotent
        Callable<Answer> callable() {
            return () -> answer("callable");
        }

        @PostMapping("/deferred")
        @Idempotent
        DeferredResult<Answer> deferred() {
            DeferredResult<Answer> later = new DeferredResult<>();
            elsewhere(() -> later.setResult(answer("deferred")));
            return later;
        }

        @PostMapping("/future")
        @Idempotent
        CompletionStage<Answer> future() {
            return CompletableFuture.supplyAsync(() -> answer("future"));
        }

        @PostMapping("/task")
        @Idempotent
        WebAsyncTask<Answer> task() {
            return new WebAsyncTask<>(60_000L, () -> answer("task"));
        }

        @PostMapping("/entity")
        @Idempotent
        CompletableFuture<ResponseEntity<Answer>> entity() {
            return CompletableFuture.supplyAsync(() -> ResponseEntity.status(HttpStatus.CREATED)
                    .header("Location", "/made/1")
                    .body(answer("entity")));
        }

        @PostMapping("/callable-fails")
        @Idempotent
        Callable<Answer> callableFails() {
            return () -> {
                throw refused("callable-fails");
            };
        }

        @PostMapping("/deferred-fails")
        @Idempotent
        DeferredResult<Answer> deferredFails() {
            DeferredResult<Answer> later = new DeferredResult<>();
            elsewhere(() -> later.setErrorResult(refused("deferred-fails")));
            return later;
        }

        @PostMapping("/future-fails")
        @Idempotent
        CompletableFuture<Answer> futureFails() {
            return CompletableFuture.failedFuture(refused("future-fails"));
        }

        @PostMapping("/held")
        @Idempotent
        DeferredResult<String> held() {
            held.countDown();
            return result;
        }

        @PostMapping("/broken")
        @Idempotent
        Callable<String> broken() {
            return () -> {
                throw new IllegalStateException("broken on run " + run("broken"));
            };
        }

        @PostMapping("/broken-once")
        @Idempotent(inDoubt = Doubt.RUN_AGAIN)
        Callable<String> brokenOnce() {
            return () -> {
                int run = run("broken-once");
                if (run == 1) {
                    throw new IllegalStateException("broken on run " + run);
                }
                return "run " + run;
            };
        }

        @PostMapping("/never")
        @Idempotent
        DeferredResult<String> never() {
            return new DeferredResult<>(1L);
        }

        @PostMapping("/unmapped")
        @Idempotent
        Callable<String> unmapped() {
            return () -> {
                throw new UnsupportedOperationException("nothing maps this");
            };
        }

        @ExceptionHandler(RefusedException.class)
        @ResponseStatus(HttpStatus.CONFLICT)
        String refused(RefusedException refused) {
            return String.valueOf(refused.getMessage());
        }

        @ExceptionHandler(IllegalStateException.class)
        @ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
        String broken(IllegalStateException broken) {
            return String.valueOf(broken.getMessage());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {}
}
