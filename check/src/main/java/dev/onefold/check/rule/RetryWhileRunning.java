package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.Exchange;
import dev.onefold.check.wire.InFlight;
import dev.onefold.check.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A retry while the first is at work. */
final class RetryWhileRunning implements Rule {

    private static final int RETRIES = 3;

    private static final Card CARD = new Card(
            "retry-while-running",
            "a retry that comes while the first is at work does not start it again",
            Severity.CRITICAL,
            "draft-07 2.6, C2, C3, H16",
            "A client whose patience is shorter than the operation starts it twice: a wait that "
                    + "ended was taken as a permission to run.",
            "Whoever waited too long is told 409; only the owner, or the end of its lease, ends a claim.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        int races = 0;
        int overlapping = 0;
        for (int attempt = 0;
                attempt < trial.settings().overlapTries()
                        && races < trial.settings().rounds();
                attempt++) {
            Intent intent = trial.intent();
            WireRequest request = trial.target().keyed(intent);
            InFlight first = trial.begin(request);
            List<Exchange> all = new ArrayList<>();
            int before = overlapping;
            for (int retry = 0; retry < RETRIES && !first.ended(); retry++) {
                InFlight second = trial.begin(request);
                overlapping += first.ended() ? 0 : 1;
                all.add(trial.note("retry " + (retry + 1) + " while the first was at work", request, second.await()));
            }
            all.add(trial.note("first", request, first.await()));
            if (overlapping > before) {
                races++;
                Optional<Verdict> wrong = Crowd.of(all).wrong(trial, intent, request);
                if (wrong.isPresent()) {
                    return wrong.get();
                }
            }
        }
        if (overlapping == 0) {
            return Verdict.notApplicable("it is too fast: in "
                    + trial.settings().overlapTries() + " tries it was answered before a retry could be sent");
        }
        return Verdict.pass(overlapping + " retries were sent before the first was answered; "
                + (trial.counts() ? "one effect each" : "the answers agree; effects were not counted"));
    }
}
