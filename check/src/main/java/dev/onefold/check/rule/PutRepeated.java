package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import java.util.Set;

/** A PUT, twice. */
final class PutRepeated implements Rule {

    private static final Card CARD = new Card(
            "put-repeated",
            "PUT twice is PUT once",
            Severity.MAJOR,
            "RFC 9110 9.2.2, M4",
            "Proxies and clients repeat PUT by themselves, and may.",
            "Set, do not add; answer the second as the first.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Set<String> methods() {
        return Set.of("PUT");
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireRequest request = trial.target().unkeyed(intent);
        WireResponse first = trial.answer("first", request);
        if (!Answers.accepted(first)) {
            return Verdict.notApplicable("it is answered with " + first.status());
        }
        long once = trial.counts() ? trial.effects(intent, 1) : 0;
        WireResponse second = trial.answer("again", request);
        if (!Answers.accepted(second)) {
            return Verdict.fail("first " + first.status() + ", again " + second.status());
        }
        long twice = trial.counts() ? trial.effects(intent, once) : 0;
        return once == twice
                ? Verdict.pass("first " + first.status() + ", again " + second.status()
                        + (trial.counts() ? "; nothing more was counted" : "; effects were not counted"))
                : Verdict.fail("once: " + once + " effects; twice: " + twice);
    }
}
