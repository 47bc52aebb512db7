package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.Exchange.Reason;
import dev.onefold.check.wire.Exchange.Unanswered;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.Volley;
import dev.onefold.check.wire.WireRequest;
import java.util.Collections;
import java.util.Optional;

/** Copies of one request that arrive together. */
final class Concurrent implements Rule {

    private final Protocol protocol;
    private final Card card;

    Concurrent(Protocol protocol) {
        this.protocol = protocol;
        this.card = new Card(
                protocol == Protocol.HTTP_1_1 ? "concurrent-http1" : "concurrent-http2",
                "copies of a request that arrive together over " + protocol + " have one effect and one answer",
                Severity.CRITICAL,
                "draft-07 2.6, C1, C2",
                "A double click, or a retry that overtakes its request, is done twice; or one of them is told something that is not"
                        + " true.",
                "Claim the key by one atomic insert; look-up and then act is not enough. Tell the others 409, or let them wait.");
    }

    @Override
    public Card card() {
        return card;
    }

    @Override
    public Verdict examine(Trial trial) {
        long spread = 0;
        for (int round = 0; round < trial.settings().rounds(); round++) {
            Intent intent = trial.intent();
            WireRequest request = trial.target().keyed(intent);
            Volley volley =
                    trial.volley(protocol, Collections.nCopies(trial.settings().copies(), request));
            if (volley.exchanges().get(0) instanceof Unanswered end && end.reason() == Reason.NOT_SPOKEN) {
                return Verdict.notApplicable(end.detail());
            }
            spread = Math.max(spread, volley.spreadMicros());
            trial.note(
                    trial.settings().copies() + " copies together, last bytes within " + volley.spreadMicros() + " µs: "
                            + Curl.summary(request, trial.target().keyHeader()),
                    Crowd.of(volley.exchanges()).toString());
            Optional<Verdict> wrong = Crowd.of(volley.exchanges()).wrong(trial, intent, request);
            if (wrong.isPresent()) {
                return wrong.get();
            }
        }
        return Verdict.pass(
                trial.settings().rounds() + " times " + trial.settings().copies()
                        + " copies, sent within " + spread + " µs: "
                        + (trial.counts() ? "one effect each" : "the answers agree; effects were not counted"));
    }

    @Override
    public String toString() {
        return card.id();
    }
}
