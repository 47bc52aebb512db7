package dev.onefold.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Call;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation.Waiting;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.TransactionalOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Sixteen callers in two processes, every request from every caller, in an order of each one's own. Each caller retries
 * until it has a final answer. Effects are counted where they are; answers carry a random part, so that two runs cannot
 * look like one.
 */
abstract class StormTests<C> extends TransactionalGroup<C> {

    private static final int CALLERS = 16;

    /** What the work of a key does, in the first run and in later ones. */
    private enum Fate {
        ACCEPTED,
        DECLINED,
        REJECTED,
        FAILS_TWICE,
        DISCARDED_ONCE
    }

    /** One key, what is to become of it, and what callers were told of it. */
    private record Request(
            Call call, Fate fate, String effect, AtomicInteger runs, Set<Object> answers, AtomicInteger firsts) {

        static Request of(Fate fate) {
            Call call = Call.of(SCOPE, unique("key"), CONTENT);
            return new Request(
                    call,
                    fate,
                    unique("storm"),
                    new AtomicInteger(),
                    ConcurrentHashMap.newKeySet(),
                    new AtomicInteger());
        }

        boolean answered(Object answer, boolean first) {
            answers.add(answer);
            firsts.addAndGet(first ? 1 : 0);
            return true;
        }

        long effectsDue() {
            return fate == Fate.REJECTED ? 0 : 1;
        }
    }

    StormTests(TransactionalStoreContract<C> contract) {
        super(contract);
    }

    @Override
    Requests<C> requests(Onefold.Builder<C> builder) {
        return contract.stormy().on(builder, this::engine);
    }

    @Test
    void over_many_keys_has_each_effect_exactly_once_and_one_answer() throws Exception {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            requests.add(Request.of(Fate.values()[i % Fate.values().length]));
        }
        rage(requests, Waiting.NONE);
    }

    @Test
    void of_callers_who_wait_has_each_effect_exactly_once_and_one_answer() throws Exception {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            requests.add(Request.of(Fate.values()[i % Fate.values().length]));
        }
        rage(requests, new Waiting(Duration.ofSeconds(30), 1_000));
    }

    @Test
    void on_one_key_has_its_effect_exactly_once_and_one_answer() throws Exception {
        for (Fate fate : Fate.values()) {
            rage(List.of(Request.of(fate)), Waiting.NONE);
        }
    }

    private void rage(List<Request> requests, Waiting waiting) throws Exception {
        TransactionalOperation<String> operation = pay.with(waiting);
        List<Requests<C>> processes = List.of(engine(), anotherEngine());
        long seed = new Random().nextLong();

        crew.together(CALLERS, caller -> () -> {
            List<Request> mine = new ArrayList<>(requests);
            Collections.shuffle(mine, new Random(seed + caller));
            for (Request request : mine) {
                retryUntilAnswered(processes.get(caller % 2), operation, request);
            }
            return true;
        });

        assertOneEffectAndOneAnswer(requests, "seed " + seed);
    }

    private void assertOneEffectAndOneAnswer(List<Request> requests, String seed) throws Exception {
        Map<String, Long> happened = new ConcurrentHashMap<>();
        contract.effects().forEach(name -> happened.merge(name, 1L, Long::sum));
        for (Request request : requests) {
            assertThat(happened.getOrDefault(request.effect(), 0L))
                    .as("effects of a key that is %s, %s", request.fate(), seed)
                    .isEqualTo(request.effectsDue());
            assertThat(request.firsts())
                    .as("first answers, %s, %s", request.fate(), seed)
                    .hasValue(1);
            assertThat(new HashSet<>(request.answers()))
                    .as("answers, %s, %s", request.fate(), seed)
                    .hasSize(1);
        }
    }

    private void retryUntilAnswered(Requests<C> process, TransactionalOperation<String> operation, Request request)
            throws Exception {
        Runnable patience = Patience.limit();
        while (true) {
            try {
                if (isFinal(request, process.decide(operation, request.call(), resource -> work(resource, request)))) {
                    return;
                }
            } catch (Planned failure) {
                assertThat(failure.fate).isEqualTo(Fate.FAILS_TWICE);
            }
            patience.run();
        }
    }

    private Decision<String> work(C resource, Request request) throws Exception {
        contract.write(resource, request.effect());
        int run = request.runs().incrementAndGet();
        Rejection no = Rejection.of("no", unique("no"));
        return switch (request.fate()) {
            case ACCEPTED -> new Decision.Accept<>(unique("yes"));
            case DECLINED -> new Decision.Decline<>(no);
            case REJECTED -> throw new RejectedException(no);
            case FAILS_TWICE -> {
                if (run <= 2) {
                    throw new Planned(request.fate());
                }
                yield new Decision.Accept<>(unique("yes"));
            }
            case DISCARDED_ONCE -> run == 1 ? new Decision.Discard<>(no) : new Decision.Accept<>(unique("yes"));
        };
    }

    private static boolean isFinal(Request request, Outcome<String> outcome) {
        if (outcome instanceof Outcome.Applied<String> applied) {
            return request.answered(applied.value(), true);
        }
        if (outcome instanceof Outcome.Replayed<String> replayed) {
            return request.answered(replayed.value(), false);
        }
        if (outcome instanceof Outcome.Rejected<String> rejected && rejected.memory() != Memory.FORGOTTEN) {
            return request.answered(rejected.rejection(), rejected.memory() == Memory.REMEMBERED);
        }
        assertThat(outcome).isInstanceOfAny(Outcome.InProgress.class, Outcome.Rejected.class);
        return false;
    }

    private static final class Planned extends RuntimeException {

        private final Fate fate;

        Planned(Fate fate) {
            super("planned");
            this.fate = fate;
        }
    }
}
