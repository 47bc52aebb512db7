package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;

/** Another path with a key that was used. */
final class OtherPath implements Rule {

    private static final Card CARD = new Card(
            "other-path",
            "a key that is used again at another path is refused or independent, never replayed",
            Severity.CRITICAL,
            "F4, F5",
            "POST /orders/2/refund is answered with what POST /orders/1/pay did, and never happens.",
            "Put the method and the concrete path, not its pattern, into the fingerprint or into the "
                    + "key's scope.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        WireResponse first = trial.answer("first", request);
        boolean given = trial.target().otherPath().isPresent();
        String other = trial.target()
                .otherPath()
                .map(path -> path.fill(intent))
                .orElse(request.target().replaceFirst("[?].*", "") + "/onefold-check");
        WireResponse second = trial.decided("another path, the same key", request.withTarget(other));
        return switch (trial.repeat(first, second)) {
            case REPLAYED -> Verdict.fail(other + " was answered with the first path's answer");
            case DIFFERENT -> Verdict.pass("another path is another request");
            case UNCLEAR -> Verdict.notApplicable("all answers are alike: it cannot be told whose it is");
            case REFUSED ->
                Verdict.pass("refused with " + second.status()
                        + (given ? "" : " at a path that nobody serves; --other-path names one that is served"));
            case ERROR -> Verdict.fail("answered with " + second.status());
        };
    }
}
