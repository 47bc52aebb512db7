package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;

/** A retry with other headers of its own. */
final class VolatileHeaders implements Rule {

    private static final Card CARD = new Card(
            "volatile-headers",
            "a retry is recognised whatever its tracing and client headers are",
            Severity.MAJOR,
            "F10",
            "Every retry carries a new trace id; if that counts, every retry is another request.",
            "Keep headers out of the fingerprint, but for the media type.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        WireResponse first = trial.answer("first", request);
        WireRequest other = request.replacing("User-Agent", "onefold-check-retry")
                .replacing("traceparent", "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01")
                .replacing("X-Request-Id", intent.uuid().toString())
                .replacing("Accept-Language", "fr");
        WireResponse second = trial.decided("with another trace, request id and client", other);
        if (Answers.refused(second)) {
            return Verdict.fail("a retry with other headers was refused with " + second.status());
        }
        return Again.judge(trial, intent, first, second, "a retry with other headers");
    }
}
