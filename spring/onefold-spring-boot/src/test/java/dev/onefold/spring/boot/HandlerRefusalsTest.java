package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Outcome;
import dev.onefold.http.KeyTime;
import dev.onefold.spring.CoalescedWork;
import dev.onefold.spring.Idempotent;
import dev.onefold.spring.IdempotentHandlers;
import dev.onefold.spring.IdempotentHttp;
import dev.onefold.spring.ReplayGuard;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** What a handler cannot be, said at the start. */
class HandlerRefusalsTest {

    private static final String STREAM = "returns a stream, which cannot be recorded before it is sent";
    private static final String VIEW = "renders a view: only @ResponseBody and ResponseEntity handlers can be recorded";
    private static final String SECURED =
            "is secured by an annotation that a replay would skip: name a replayGuard that checks the same";

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(StreamingBody.class, STREAM),
                Arguments.of(StreamingEntity.class, STREAM),
                Arguments.of(StreamingLater.class, STREAM),
                Arguments.of(Emitter.class, STREAM),
                Arguments.of(Publisher.class, STREAM),
                Arguments.of(ViewName.class, VIEW),
                Arguments.of(RestView.class, VIEW),
                Arguments.of(Get.class, "answers a safe method only, which needs no protection: remove @Idempotent"),
                Arguments.of(SecuredMethod.class, SECURED),
                Arguments.of(SecuredClass.class, SECURED),
                Arguments.of(SecuredInterface.class, SECURED),
                Arguments.of(
                        AsyncTransaction.class,
                        "is asynchronous, and a transaction cannot follow it to another thread: use Mode.LEASED"),
                Arguments.of(Keyed.class, "takes its key from the request: key and scope are for service methods"),
                Arguments.of(OfAnOutcome.class, "returns an Outcome, which has an identity of its own"),
                Arguments.of(TwoNames.class, "Two different operations are named 'twice'"),
                Arguments.of(
                        TooLong.class, "but this database keeps at most PT24H: shorten it, or initialise the tables"),
                Arguments.of(
                        WindowTooLong.class,
                        "Keys may be used for PT24H, but records are known for PT24H only."
                                + " Both ends may be PT5M wrong, so shorten the window to PT23H50M or lengthen the"
                                + " tombstone to PT24H10M"),
                Arguments.of(
                        CoalescedLeased.class,
                        "is coalesced, which is many requests in one transaction: it cannot be leased"),
                Arguments.of(
                        CoalescedOptional.class,
                        "is coalesced, and its requests need a key: its presence must be required"),
                Arguments.of(
                        CoalescedAnyMethod.class,
                        "is coalesced and answers safe methods too: map it to the methods that have an effect"),
                Arguments.of(
                        CoalescedOther.class, "returns java.lang.Integer, and " + Work.class.getName() + " works on"),
                Arguments.of(NoSuchWork.class, "No qualifying bean of type '" + Work.class.getName() + "'"),
                Arguments.of(NoSuchGuard.class, "No qualifying bean of type '" + Guard.class.getName() + "'"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Class<?> controller, String why) {
        runner(controller).run(context -> assertThat(Runners.failure(context)).hasMessageContaining(why));
    }

    @Test
    void aRefusalNamesTheHandler() {
        runner(Get.class)
                .run(
                        context -> assertThat(Runners.failure(context))
                                .hasMessage(
                                        "@Idempotent handler " + Get.class.getName()
                                                + "#get[0 args] answers a safe method only, which needs no protection: remove @Idempotent."));
    }

    @Test
    void aGuardedHandlerIsAccepted() {
        runner(NoSuchGuard.class)
                .withBean(Guard.class, () -> request -> true)
                .run(context -> assertThat(context).hasSingleBean(IdempotentHandlers.class));
    }

    private static WebApplicationContextRunner runner(Class<?> controller) {
        return Runners.web().withUserConfiguration(controller);
    }

    interface Guard extends ReplayGuard {}

    interface Work extends CoalescedWork<String> {}

    @RestController
    static class CoalescedLeased {
        @PostMapping("/x")
        @Idempotent(coalesced = Work.class, mode = Idempotent.Mode.LEASED)
        String handle() {
            return "";
        }
    }

    @RestController
    static class CoalescedOptional {
        @PostMapping("/x")
        @Idempotent(coalesced = Work.class, required = false)
        String handle() {
            return "";
        }
    }

    @RestController
    static class CoalescedAnyMethod {
        @RequestMapping("/x")
        @Idempotent(coalesced = Work.class)
        String handle() {
            return "";
        }
    }

    @RestController
    static class CoalescedOther {
        @PostMapping("/x")
        @Idempotent(coalesced = Work.class)
        Integer handle() {
            return 1;
        }
    }

    @RestController
    static class NoSuchWork {
        @PostMapping("/x")
        @Idempotent(coalesced = Work.class)
        String handle() {
            return "";
        }
    }

    @RestController
    static class OfAnOutcome {
        @PostMapping("/x")
        @Idempotent
        Outcome<String> post() {
            return new Outcome.Applied<>("x");
        }
    }

    @RestController
    static class WindowTooLong {
        @PostMapping("/x")
        @Idempotent(
                answerFor = "24h",
                tombstoneFor = "24h",
                http = @IdempotentHttp(keyTime = KeyTime.UUID_V7, keyWindow = "24h"))
        String post() {
            return "x";
        }
    }

    @RestController
    static class StreamingBody {
        @PostMapping("/x")
        @Idempotent
        StreamingResponseBody post() {
            return out -> out.write(1);
        }
    }

    @RestController
    static class StreamingEntity {
        @PostMapping("/x")
        @Idempotent
        ResponseEntity<StreamingResponseBody> post() {
            return ResponseEntity.ok(out -> out.write(1));
        }
    }

    @RestController
    static class StreamingLater {
        @PostMapping("/x")
        @Idempotent
        CompletableFuture<ResponseEntity<StreamingResponseBody>> post() {
            return CompletableFuture.completedFuture(ResponseEntity.ok(out -> out.write(1)));
        }
    }

    @RestController
    static class Emitter {
        @PostMapping("/x")
        @Idempotent
        SseEmitter post() {
            return new SseEmitter();
        }
    }

    @RestController
    static class Publisher {
        @PostMapping("/x")
        @Idempotent
        Flow.Publisher<String> post() {
            return subscriber -> subscriber.onComplete();
        }
    }

    @Controller
    static class ViewName {
        @PostMapping("/x")
        @Idempotent
        String post() {
            return "view";
        }
    }

    @RestController
    static class RestView {
        @PostMapping("/x")
        @Idempotent
        ModelAndView post() {
            return new ModelAndView("view");
        }
    }

    @RestController
    static class Get {
        @GetMapping("/x")
        @Idempotent
        String get() {
            return "";
        }
    }

    @RestController
    static class SecuredMethod {
        @PostMapping("/x")
        @Idempotent
        @PreAuthorize("hasRole('BUYER')")
        String post() {
            return "";
        }
    }

    @RestController
    @Secured("ROLE_BUYER")
    static class SecuredClass {
        @PostMapping("/x")
        @Idempotent
        String post() {
            return "";
        }
    }

    interface SecuredApi {
        @PreAuthorize("hasRole('BUYER')")
        String post();
    }

    @RestController
    static class SecuredInterface implements SecuredApi {
        @Override
        @PostMapping("/x")
        @Idempotent
        public String post() {
            return "";
        }
    }

    @RestController
    static class AsyncTransaction {
        @PostMapping("/x")
        @Idempotent(mode = Idempotent.Mode.TRANSACTIONAL)
        Callable<String> post() {
            return () -> "";
        }
    }

    @RestController
    static class Keyed {
        @PostMapping("/x")
        @Idempotent(key = "#id", scope = "'x'")
        String post(@RequestParam String id) {
            return id;
        }
    }

    @RestController
    static class TwoNames {
        @PostMapping("/x")
        @Idempotent(name = "twice")
        String post() {
            return "";
        }

        @PutMapping("/x")
        @Idempotent(name = "twice")
        String put() {
            return "";
        }
    }

    @RestController
    static class TooLong {
        @PostMapping("/x")
        @Idempotent(answerFor = "48h")
        String post() {
            return "";
        }
    }

    @RestController
    static class NoSuchGuard {
        @PostMapping("/x")
        @Idempotent(replayGuard = Guard.class)
        @PreAuthorize("hasRole('BUYER')")
        String post() {
            return "";
        }
    }
}
