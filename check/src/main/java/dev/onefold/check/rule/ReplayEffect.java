package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;

/** A retry after the answer. */
final class ReplayEffect implements Rule {

    private static final Card CARD = new Card(
            "replay-effect",
            "a request and its retry have one effect",
            Severity.CRITICAL,
            "draft-07 2.6, C1",
            "Every retry after a lost answer does it again: a second order, a second charge.",
            "Claim the key before the effect, and commit both together.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireResponse first = trial.answer("first", trial.target().keyed(intent));
        WireResponse second = trial.decided("retry", trial.target().keyed(intent));
        WireResponse third = trial.decided("retry", trial.target().keyed(intent));
        if (trial.counts()) {
            return trial.wrongEffects(intent, 1)
                    .map(wrong -> Verdict.fail("three requests with one key had " + wrong))
                    .orElseGet(() -> Verdict.pass("three requests with one key, one effect"));
        }
        if (!trial.telling()) {
            return Verdict.notApplicable("all answers are alike, and nobody counts effects; give --count");
        }
        boolean different = trial.repeat(first, second) == Trial.Repeat.DIFFERENT
                || trial.repeat(first, third) == Trial.Repeat.DIFFERENT;
        return different
                ? Verdict.fail(
                        "a retry was accepted with another answer and without a marker: it was executed again, or only its"
                                + " answer was made anew; give --count to tell")
                : Verdict.pass("the answers agree; effects were not counted");
    }
}
