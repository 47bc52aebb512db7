package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.subject.Json;
import dev.onefold.check.subject.Template;
import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import java.util.Optional;

/** The same JSON, written differently. */
final class ReorderedJson implements Rule {

    private static final Card CARD = new Card(
            "reordered-json",
            "the same JSON in another order is replayed or refused, never executed again",
            Severity.MAJOR,
            "F7",
            "A retry through a gateway or a library that orders members differently is executed again.",
            "Look the key up first, and compare a canonical form of the body, or its bytes; never "
                    + "make the body a part of the key.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Optional<String> reordered = Json.reordered(trial.target().call().body().text());
        if (reordered.isEmpty()) {
            return Verdict.notApplicable("the body is no JSON");
        }
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        WireResponse first = trial.answer("first", request);
        WireRequest other = request.withBody(Body.of(new Template(reordered.get()).fill(intent)));
        return Again.judge(
                trial, intent, first, trial.decided("the members in another order", other), "reordered JSON");
    }
}
