package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import java.util.Set;

/** A DELETE, twice. */
final class DeleteRepeated implements Rule {

    private static final Card CARD = new Card(
            "delete-repeated",
            "DELETE twice is DELETE once",
            Severity.MAJOR,
            "RFC 9110 9.2.2, M5",
            "Proxies and clients repeat DELETE by themselves, and may; the second time must not look "
                    + "like a failure of the server.",
            "Answer the second with 204, 404 or 410.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Set<String> methods() {
        return Set.of("DELETE");
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireRequest request = trial.target().unkeyed(intent);
        WireResponse first = trial.answer("first", request);
        if (!Answers.accepted(first)) {
            return Verdict.notApplicable("it is answered with " + first.status() + "; --before makes what it deletes");
        }
        WireResponse second = trial.answer("again", request);
        boolean right = Answers.accepted(second) || second.status() == 404 || second.status() == 410;
        String detail = "first " + first.status() + ", again " + second.status();
        return right ? Verdict.pass(detail) : Verdict.fail(detail);
    }
}
