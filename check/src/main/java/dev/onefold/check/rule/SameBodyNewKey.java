package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;
import java.util.Optional;

/** Two keys, one body. */
final class SameBodyNewKey implements Rule {

    private static final Card CARD = new Card(
            "same-body-new-key",
            "two requests with the same body and two keys are two requests",
            Severity.CRITICAL,
            "F16",
            "Two customers who order the same are taken for one, and the second is refused or "
                    + "answered with the first one's order.",
            "Look up by the key, never by the body alone.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        if (trial.target().call().body().varies()
                || trial.target().call().path().varies()) {
            return Verdict.notApplicable("each request is given a body or path of its own by a placeholder");
        }
        Intent one = trial.intent();
        WireResponse first = trial.answer("one key", trial.target().keyed(one));
        Intent two = trial.intent();
        WireResponse second =
                trial.decided("another key, the same body", trial.target().keyed(two));
        Optional<String> wrong = trial.wrongEffects(two, 1);
        if (wrong.isPresent()) {
            return Verdict.fail("the second of two requests with the same body had " + wrong.get());
        }
        return switch (trial.repeat(first, second)) {
            case REPLAYED -> Verdict.fail("another key got the first one's answer");
            case DIFFERENT, UNCLEAR -> Verdict.pass("both were accepted");
            case REFUSED, ERROR -> Verdict.fail("another key with the same body is answered with " + second.status());
        };
    }
}
