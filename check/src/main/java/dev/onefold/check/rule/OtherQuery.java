package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;

/** Another query with a key that was used. */
final class OtherQuery implements Rule {

    private static final Card CARD = new Card(
            "other-query",
            "a key that is used again with another query is refused or independent, never replayed",
            Severity.CRITICAL,
            "F6",
            "POST /transfer?amount=9999 is answered with what POST /transfer?amount=10 did, and never happens.",
            "Put the query into the fingerprint.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        WireResponse first = trial.answer("first", request);
        boolean given = request.target().contains("?");
        String changed = given ? request.target() + "0" : request.target() + "?onefold-check=1";
        WireResponse second = trial.decided("another query, the same key", request.withTarget(changed));
        return switch (trial.repeat(first, second)) {
            case REPLAYED ->
                given
                        ? Verdict.fail("another query was answered with the first one's answer")
                        : Verdict.notApplicable(
                                "a query is not part of what a key is for here, and this operation was given without one");
            case DIFFERENT -> Verdict.pass("another query is another request");
            case UNCLEAR -> Verdict.notApplicable("all answers are alike: it cannot be told whose it is");
            case REFUSED -> Verdict.pass("refused with " + second.status());
            case ERROR -> Verdict.fail("answered with " + second.status());
        };
    }
}
