package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.subject.Json;
import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;

/** The right body after a broken one. */
final class InvalidThenValid implements Rule {

    private static final Card CARD = new Card(
            "invalid-then-valid",
            "the refusal of a broken body is not the answer to the right one",
            Severity.MAJOR,
            "O2, O17",
            "A client that corrects its mistake is told of the mistake for as long as keys are remembered.",
            "Free the key when a request is refused before it had an effect; or tell that the key "
                    + "was used for another body.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        WireRequest example = trial.target().unkeyed(trial.intent());
        if (Json.reordered(example.body().text()).isEmpty()) {
            return Verdict.notApplicable("the body is no JSON that could be broken");
        }
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        String body = request.body().text();
        WireRequest broken =
                request.withBody(Body.of(body.substring(0, body.strip().length() - 1)));
        WireResponse first = trial.answer("a body that breaks off", broken);
        if (!Answers.refused(first)) {
            return Verdict.notApplicable("a broken body is answered with " + first.status());
        }
        WireResponse second = trial.decided("the whole body", request);
        if (Answers.accepted(second)) {
            return trial.wrongEffects(intent, 1)
                    .map(wrong -> Verdict.fail("the corrected request had " + wrong))
                    .orElseGet(() -> Verdict.pass("the broken body is refused with " + first.status()
                            + ", the right one accepted with " + second.status()));
        }
        if (!Answers.refused(second) || (first.status() == second.status() && Answers.same(first, second))) {
            return Verdict.fail("the right body is answered as the broken one: " + Answers.told(second));
        }
        return Verdict.pass("the right body is refused with " + second.status() + ": a new key is needed");
    }
}
