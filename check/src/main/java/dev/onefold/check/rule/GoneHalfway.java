package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireRequest;

/** A caller who goes away while sending. */
final class GoneHalfway implements Rule {

    private static final Card CARD = new Card(
            "gone-halfway",
            "a request that broke off halfway leaves nothing behind that its retry meets",
            Severity.MAJOR,
            "O14",
            "A phone that loses its network while sending can never order again with that key, or is "
                    + "told of an error it did not make.",
            "Claim the key after the body is read; whatever comes of half a body is not stored.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        if (request.body().isEmpty()) {
            return Verdict.notApplicable("there is no body to break off in");
        }
        trial.half("half of it, then gone", request);
        trial.letItBeNoticed();
        return Gone.judge(trial, intent, trial.decided("retry", request));
    }
}
