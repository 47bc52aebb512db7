package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;

/** The header that marks a replay. */
final class ReplayMarker implements Rule {

    private static final Card CARD = new Card(
            "replay-marker",
            "a replay is marked, and only a replay",
            Severity.MINOR,
            "R5",
            "A client cannot tell whether it was its retry or its first request that did it.",
            "Send Idempotent-Replayed: true on replays and only there.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireResponse first = trial.answer("first", trial.target().keyed(intent));
        WireResponse second = trial.decided("retry", trial.target().keyed(intent));
        if (Answers.marked(first, trial.settings().markers())) {
            return Verdict.fail("the first answer is marked as a replay");
        }
        return Answers.marked(second, trial.settings().markers())
                ? Verdict.pass("marked on the replay, not on the first answer")
                : Verdict.notApplicable("no marker is known here: the draft asks for none");
    }
}
