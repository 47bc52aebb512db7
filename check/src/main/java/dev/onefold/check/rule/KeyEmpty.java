package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;

/** Two callers who send an empty key. */
final class KeyEmpty implements Rule {

    private static final Card CARD = new Card(
            "key-empty",
            "an empty key is refused, or is no key; it is never one key for all who send it",
            Severity.CRITICAL,
            "K6",
            "Two callers who both send an empty key share one answer: the second one's order is lost.",
            "Refuse an empty or blank key with 400.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent one = trial.intent();
        WireResponse first = trial.answer("an empty key", trial.target().keyed(one, ""));
        if (Answers.refused(first)) {
            return Verdict.pass("refused with " + first.status());
        }
        if (!Answers.accepted(first)) {
            return Verdict.fail("answered with " + first.status());
        }
        Intent two = trial.intent();
        WireResponse second =
                trial.answer("an empty key, for something else", trial.target().keyed(two, ""));
        return switch (trial.repeat(first, second)) {
            case REPLAYED -> Verdict.fail("the second caller got the first one's answer");
            case UNCLEAR -> Verdict.notApplicable("accepted, and all answers are alike: it cannot be told whose it is");
            case DIFFERENT -> Verdict.pass("an empty key counts as none");
            case REFUSED -> Verdict.fail("the first was accepted, the second caller refused with " + second.status());
            case ERROR -> Verdict.fail("the second caller was answered with " + second.status());
        };
    }
}
