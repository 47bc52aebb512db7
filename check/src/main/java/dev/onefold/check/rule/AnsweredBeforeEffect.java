package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;

/** Whether the effect is there when the answer comes. */
final class AnsweredBeforeEffect implements Rule {

    private static final Card CARD = new Card(
            "answered-before-effect",
            "an answer comes after its effect is committed",
            Severity.CRITICAL,
            "O18",
            "The caller is told 'done' before it is; if the server dies in between, it never "
                    + "happens, and a retry in between may do it twice.",
            "Commit the effect and the record first, then send.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        if (!trial.counts()) {
            return Verdict.notApplicable("nobody counts effects; give --count");
        }
        Intent intent = trial.intent();
        WireResponse answer = trial.answer("first", trial.target().keyed(intent));
        if (answer.status() == 202) {
            return Verdict.notApplicable("answered with 202: it only promises");
        }
        long effects = trial.effectsNow(intent);
        trial.note("count of effects at once", Long.toString(effects));
        return effects == 0
                ? Verdict.fail("answered with " + answer.status() + ", and there was no effect yet")
                : Verdict.pass("the effect was there when the answer was");
    }
}
