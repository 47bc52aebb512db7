package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;

/** A request without a key. */
final class KeyRequired implements Rule {

    private static final Card CARD = new Card(
            "key-required",
            "a request without a key is refused where keys are required",
            Severity.CRITICAL,
            "draft-07 2.7, K1",
            "A client that forgets the key is not told; its next retry is a second order.",
            "Answer 400 with a problem document to a request without a key wherever money or stock moves.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireResponse answer = trial.answer("without a key", trial.target().unkeyed(intent));
        boolean required = trial.target().keyRequired().orElse(false);
        if (Answers.refused(answer)) {
            return trial.wrongEffects(intent, 0)
                    .map(wrong ->
                            Verdict.fail("it was refused with " + answer.status() + ", and yet there are " + wrong))
                    .orElseGet(() -> Verdict.pass("refused with " + answer.status()));
        }
        if (!Answers.accepted(answer)) {
            return Verdict.fail("answered with " + answer.status());
        }
        return required
                ? Verdict.fail("executed, answered with " + answer.status())
                : Verdict.notApplicable(
                        "keys are optional here: it was executed. Say --key-required if it must not be");
    }
}
