package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;

/** The bytes of a replay. */
final class ReplayBody implements Rule {

    private static final Card CARD = new Card(
            "replay-body",
            "a retry is answered with the bytes of the first answer",
            Severity.MAJOR,
            "draft-07 2.6, R2",
            "A client that retries after a lost answer gets something else than it would have got: "
                    + "no id, or an empty body.",
            "Store the rendered bytes, after asynchronous work has ended, and send them again.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireResponse first = trial.answer("first", trial.target().keyed(intent));
        WireResponse second = trial.decided("retry", trial.target().keyed(intent));
        if (!Answers.accepted(first) || !Answers.accepted(second)) {
            return Verdict.notApplicable("the retry was answered with " + second.status() + "; see replay-status");
        }
        if (first.body().equals(second.body())) {
            return Verdict.pass(first.body() + ", the same");
        }
        return Verdict.fail(
                second.body().isEmpty()
                        ? "the retry was answered with an empty body, the first with " + first.body()
                        : "the bytes differ: first " + first.body() + ", retry " + second.body());
    }
}
