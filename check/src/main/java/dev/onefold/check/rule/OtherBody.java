package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.subject.Template;
import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import java.util.Optional;

/** Another body with a key that was used. */
final class OtherBody implements Rule {

    private static final Card CARD = new Card(
            "other-body",
            "a key that is used again for another body is refused",
            Severity.CRITICAL,
            "draft-07 2.7, F1",
            "A client that uses a key twice by mistake is told 'done' for something that was never "
                    + "done; or the key protects nothing.",
            "Store a fingerprint of the request with the key, and answer 422 when it differs.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Optional<Template> other = trial.target().otherBody();
        if (other.isEmpty()) {
            return Verdict.notApplicable("there is no JSON body of which another could be made; give --other-body");
        }
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        WireResponse first = trial.answer("first", request);
        WireRequest changed = request.withBody(Body.of(other.get().fill(intent)));
        WireResponse second = trial.decided("another body, the same key", changed);
        return switch (trial.repeat(first, second)) {
            case REPLAYED ->
                Verdict.fail("another body was answered with the first one's answer: what it asked for is lost");
            case DIFFERENT ->
                Verdict.fail("another body was accepted with the same key"
                        + (trial.counts() ? ", " + trial.effects(intent, 2) + " effects" : ""));
            case UNCLEAR -> Verdict.fail("another body was accepted with the same key");
            case ERROR -> Verdict.fail("another body was answered with " + second.status());
            case REFUSED -> refused(trial, intent, request, second);
        };
    }

    private static Verdict refused(Trial trial, Intent intent, WireRequest request, WireResponse refusal) {
        WireResponse again = trial.decided("the first body again", request);
        if (!Answers.accepted(again)) {
            return Verdict.fail("another body was refused with " + refusal.status() + ", and then the first one with "
                    + again.status() + ": the record was lost");
        }
        return trial.wrongEffects(intent, 1)
                .map(wrong -> Verdict.fail("refused with " + refusal.status() + ", and yet there are " + wrong))
                .orElseGet(() -> Verdict.pass("refused with " + refusal.status()));
    }
}
