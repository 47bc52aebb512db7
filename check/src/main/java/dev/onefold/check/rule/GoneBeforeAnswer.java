package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.InFlight;
import dev.onefold.check.wire.WireRequest;

/** A caller who goes away before the answer. */
final class GoneBeforeAnswer implements Rule {

    private static final Card CARD = new Card(
            "gone-before-answer",
            "a request whose caller went away before the answer has one effect, and its retry the whole answer",
            Severity.CRITICAL,
            "O15, O16",
            "What happens most on mobile networks, a lost answer, ends in a second effect or in an "
                    + "answer without content.",
            "Finish and store whatever the connection does; capture the answer before it is sent, not while.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        InFlight first = trial.begin(request);
        first.cut();
        trial.note("all of it, then gone", request, first.await());
        trial.letItBeNoticed();
        return Gone.judge(trial, intent, trial.decided("retry", request));
    }
}
