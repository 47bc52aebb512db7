package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;

/** A retry after a server error. */
final class ErrorFrozen implements Rule {

    private static final Card CARD = new Card(
            "error-frozen",
            "an error of the server is not the answer for ever",
            Severity.MAJOR,
            "O9",
            "An outage of a second is replayed for as long as keys are remembered: the customer "
                    + "cannot order, however often he tries.",
            "Do not store 5xx; free the key only where nothing happened.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        if (!trial.target().knowsFailure()) {
            return Verdict.notApplicable("nothing is known that makes it fail; give --failing-header 'Name: value'");
        }
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        WireResponse first = trial.answer("made to fail", trial.target().failing(request, intent));
        if (!first.isOfClass(5)) {
            return Verdict.notApplicable("what should make it fail was answered with " + first.status());
        }
        WireResponse second = trial.decided("retry, not made to fail", request);
        if (Answers.accepted(second)) {
            return Verdict.pass("first " + first.status() + ", the retry " + second.status());
        }
        if (second.isOfClass(5)) {
            return Verdict.fail(
                    "the retry, which nothing makes fail, is answered with the error of the first: " + second.status());
        }
        return Answers.mayBeInProgress(second)
                ? Verdict.fail("after an error the key is stuck: the retry is still told " + second.status())
                : Verdict.pass("the retry is refused with " + second.status() + ": a new key is needed");
    }
}
