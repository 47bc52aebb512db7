package dev.onefold.prover.storms;

import dev.onefold.prover.verdict.Violation;
import dev.onefold.prover.verdict.Violations;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What is counted while a storm blows, and what is wrong with its answers. */
final class Tally {

    final LongAdder requests = new LongAdder();
    final LongAdder calls = new LongAdder();
    final LongAdder overlapping = new LongAdder();
    final LongAdder unanswered = new LongAdder();
    final LongAdder wanted = new LongAdder();
    final AtomicInteger kills = new AtomicInteger();
    final AtomicInteger pauses = new AtomicInteger();
    final Violations violations = new Violations();

    private final Map<Kind, LongAdder> kinds = new ConcurrentHashMap<>();
    private final AtomicBoolean nodeWasDown = new AtomicBoolean();
    private final boolean judged;

    Tally(boolean judged) {
        this.judged = judged;
    }

    /** From now on a 503 has an excuse. */
    void nodeGoesDown() {
        nodeWasDown.set(true);
    }

    void saw(Call call, Reply reply, boolean firstApplied) {
        Kind kind = reply.kind(call);
        kinds.computeIfAbsent(kind, first -> new LongAdder()).increment();
        if (kind == Kind.APPLIED && !firstApplied) {
            wrong("executed-again", call, "more than one copy was told that it was executed just now: " + reply);
        }
        if (reply.status() >= 500 && !(reply.status() == 503 && nodeWasDown.get())) {
            wrong("server-error", call, "answered " + reply);
        } else if (reply.status() >= 400 && !reply.isProblem()) {
            wrong("not-a-problem", call, "refused without a problem document: " + reply);
        }
    }

    /** Notes what is wrong with an answer, if this target's answers are judged. */
    void wrong(String rule, Call call, String detail) {
        if (judged) {
            violations.add(new Violation(rule, call.toString(), List.of(), detail));
        }
    }

    Map<Kind, Long> outcomes() {
        Map<Kind, Long> outcomes = new EnumMap<>(Kind.class);
        kinds.forEach((kind, count) -> outcomes.put(kind, count.sum()));
        return outcomes;
    }
}
