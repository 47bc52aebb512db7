package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;

/** A retry after an error that came after the effect. */
final class EffectBeforeError implements Rule {

    private static final Card CARD = new Card(
            "effect-before-error",
            "after an error that came when the effect had happened, a retry does not do it again",
            Severity.CRITICAL,
            "O10, O18",
            "The effect happened, saving the answer failed, the key was freed: the retry the client "
                    + "was asked for does it again.",
            "To fail at saving is not to fail: commit effect and record together, or keep the key "
                    + "and try to save again.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        if (!trial.target().knowsFailure()) {
            return Verdict.notApplicable("nothing is known that makes it fail; give --failing-header 'Name: value'");
        }
        if (!trial.counts()) {
            return Verdict.notApplicable("nobody counts effects; give --count");
        }
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        WireResponse first = trial.answer("made to fail", trial.target().failing(request, intent));
        if (!first.isOfClass(5)) {
            return Verdict.notApplicable("what should make it fail was answered with " + first.status());
        }
        long before = trial.effectsNow(intent);
        trial.note("count of effects", Long.toString(before));
        WireResponse second = trial.decided("retry, not made to fail", request);
        long wanted = Math.max(before, Answers.accepted(second) ? 1 : 0);
        long after = trial.effects(intent, wanted);
        String counted = before + " effects after the error, " + after + " after the retry (" + second.status() + ")";
        return after <= 1 && after >= wanted ? Verdict.pass(counted) : Verdict.fail(counted);
    }
}
