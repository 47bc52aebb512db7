package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;

/** The status of a replay. */
final class ReplayStatus implements Rule {

    private static final Card CARD = new Card(
            "replay-status",
            "a retry is answered with the status of the first answer",
            Severity.MAJOR,
            "draft-07 2.6, R1",
            "A client that retries after a lost answer takes a success for a failure, or does not "
                    + "find what was made.",
            "Store the status with the answer and send it again.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireResponse first = trial.answer("first", trial.target().keyed(intent));
        WireResponse second = trial.decided("retry", trial.target().keyed(intent));
        return first.status() == second.status()
                ? Verdict.pass("both " + first.status())
                : Verdict.fail("first " + first.status() + ", retry " + second.status());
    }
}
