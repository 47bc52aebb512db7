package dev.onefold.check.rule;

import dev.onefold.check.oracle.Oracle;
import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Intent;
import dev.onefold.check.subject.Json;
import dev.onefold.check.subject.Target;
import dev.onefold.check.wire.Exchange;
import dev.onefold.check.wire.Exchange.Unanswered;
import dev.onefold.check.wire.InFlight;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.Volley;
import dev.onefold.check.wire.Wire;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One rule being examined: sends, writes down what was sent and what came, and counts effects. For one thread. */
public final class Trial {

    private static final int PAUSE_MILLIS = 50;
    private static final int LONGEST_PAUSE_MILLIS = 1_000;

    private final Bench bench;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Intent, Long> before = new HashMap<>();

    /** A trial in which nothing was sent yet. */
    public Trial(Bench bench) {
        this.bench = bench;
    }

    /** What was sent so far. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** What is checked. */
    Target target() {
        return bench.target();
    }

    Settings settings() {
        return bench.settings();
    }

    /** Whether two intents are answered differently. */
    boolean telling() {
        return bench.telling();
    }

    /** An accepted answer to the keyed request. */
    WireResponse example() {
        return bench.accepted().orElseThrow(() -> new IllegalStateException("examined before there is an example"));
    }

    /** Whether effects are counted. */
    boolean counts() {
        return bench.oracle() != null;
    }

    /** A fresh intent; what has to be there before it is. */
    Intent intent() {
        Intent intent = bench.intents().next();
        for (Call preparation : target().before()) {
            intent = intent.finding(prepared(preparation, intent));
        }
        Oracle oracle = bench.oracle();
        if (oracle != null) {
            before.put(intent, oracle.count(intent));
        }
        return intent;
    }

    /** What the answer tells. */
    private Map<String, String> prepared(Call preparation, Intent intent) {
        String key = bench.intents().next().key();
        WireRequest request = preparation
                .request(intent.withKey(key))
                .replacing(target().keyHeader(), target().keyForm().write(key));
        bench.allowance().take(1);
        Exchange exchange = Wire.to(Protocol.HTTP_1_1, preparation.origin(), bench.limits(), bench.tls())
                .send(request);
        note("before it", request, exchange);
        return exchange.response()
                .filter(Answers::accepted)
                .map(answer -> Json.members(answer.body().text()))
                .orElseThrow(() -> new NoVerdictException(
                        preparation + ", which prepares the check, was not accepted: " + Curl.told(exchange)));
    }

    /** Sends and takes whatever comes. */
    Exchange send(String what, WireRequest request) {
        bench.allowance().take(1);
        return note(what, request, wire().send(request));
    }

    /** Sends, and must get an answer. */
    WireResponse answer(String what, WireRequest request) {
        return required(send(what, request));
    }

    /** Sends until it is not told to come again, at most as long as patience lasts; the last answer. */
    WireResponse decided(String what, WireRequest request) {
        long deadline =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings().patienceMillis());
        WireResponse answer = answer(what, request);
        while (Answers.mayBeInProgress(answer) && System.nanoTime() < deadline) {
            pause(answer);
            answer = answer(what + ", again", request);
        }
        return answer;
    }

    private static void pause(WireResponse answer) {
        int millis = answer.header("Retry-After")
                .filter(value -> value.matches("[0-9]{1,4}"))
                .map(value -> Integer.parseInt(value) * 1_000)
                .orElse(PAUSE_MILLIS);
        park(Math.min(Math.max(millis, PAUSE_MILLIS), LONGEST_PAUSE_MILLIS));
    }

    private static void park(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Sends and does not wait. */
    InFlight begin(WireRequest request) {
        bench.allowance().take(1);
        return wire().begin(request);
    }

    /** Sends half of it and goes away. */
    Unanswered half(String what, WireRequest request) {
        bench.allowance().take(1);
        Unanswered end = wire().sendHalf(request);
        note(what, request, end);
        return end;
    }

    /** A server notices a moment later that a caller is gone. */
    void letItBeNoticed() {
        park(2 * PAUSE_MILLIS);
    }

    /** Sends copies of a request together. */
    Volley volley(Protocol protocol, List<WireRequest> requests) {
        bench.allowance().take(requests.size());
        return bench.wire(protocol).volley(requests);
    }

    /** Writes down what was sent by other means than one request. */
    void note(String sent, String came) {
        steps.add(new Step(sent, came, ""));
    }

    /** Writes down what came of a request. */
    Exchange note(String what, WireRequest request, Exchange exchange) {
        steps.add(new Step(
                what + ": " + Curl.summary(request, target().keyHeader()),
                Curl.told(exchange),
                Curl.command(bench.target().call().origin(), request)));
        return exchange;
    }

    static WireResponse required(Exchange exchange) {
        if (exchange instanceof Unanswered end) {
            if (end.reason() == Exchange.Reason.NOT_CONNECTED) {
                throw new NoVerdictException("no connection: " + end.detail());
            }
            throw new NoAnswerException(end);
        }
        return exchange.response().orElseThrow();
    }

    /** How many effects an intent has had by now. */
    long effectsNow(Intent intent) {
        Oracle oracle = bench.oracle();
        Long start = before.get(intent);
        if (oracle == null || start == null) {
            throw new IllegalStateException("nobody counts");
        }
        return oracle.count(intent) - start;
    }

    /** How many effects an intent has; if they are fewer than wanted, they may be late. */
    long effects(Intent intent, long wanted) {
        long deadline =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings().settleMillis());
        long effects = effectsNow(intent);
        while (effects < wanted && System.nanoTime() < deadline) {
            park(PAUSE_MILLIS);
            effects = effectsNow(intent);
        }
        note("count of effects", Long.toString(effects));
        return effects;
    }

    /** What is wrong with the number of effects; nothing if it is as wanted, or nobody counts. */
    Optional<String> wrongEffects(Intent intent, long wanted) {
        if (!counts()) {
            return Optional.empty();
        }
        long effects = effects(intent, wanted);
        return effects == wanted ? Optional.empty() : Optional.of(effects + " effects instead of " + wanted);
    }

    /** Whether the answer to a repeat is the first answer again. */
    Repeat repeat(WireResponse first, WireResponse second) {
        if (!Answers.accepted(second)) {
            return Answers.refused(second) ? Repeat.REFUSED : Repeat.ERROR;
        }
        // where first answers are marked too, the marker says nothing
        if (Answers.marked(second, settings().markers())
                && !Answers.marked(first, settings().markers())) {
            return Repeat.REPLAYED;
        }
        if (!Answers.same(first, second)) {
            return Repeat.DIFFERENT;
        }
        return telling() ? Repeat.REPLAYED : Repeat.UNCLEAR;
    }

    /** What the answer to a repeat is. */
    enum Repeat {
        /** The first answer, or marked as one. */
        REPLAYED,
        /** Accepted, with an answer of its own. */
        DIFFERENT,
        /** Accepted, with an answer that everybody gets. */
        UNCLEAR,
        /** 4xx. */
        REFUSED,
        /** 5xx, or something that is no end. */
        ERROR
    }

    private Wire wire() {
        return bench.wire(Protocol.HTTP_1_1);
    }
}
