package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A key after its retention. */
final class ExpiredKey implements Rule {

    private static final Card CARD = new Card(
            "expired-key",
            "an expired key is executed anew or refused, and is no error",
            Severity.MAJOR,
            "X2, X3, X4",
            "A late retry meets an error that nobody can act on, or is forgotten earlier than was promised.",
            "Remember as long as promised; then refuse money operations with an answer that says so, "
                    + "and execute others anew.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Optional<Duration> stated = trial.target().retention();
        if (stated.isEmpty()) {
            return Verdict.notApplicable("the server does not say how long it remembers; --retention says it");
        }
        long seconds = stated.get().toSeconds() + 1;
        if (seconds > trial.settings().longestExpirySeconds()) {
            return Verdict.notApplicable("it remembers for " + stated.get() + ", which is longer than is waited for ("
                    + trial.settings().longestExpirySeconds() + " s)");
        }
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        WireResponse first = trial.answer("first", request);
        WireResponse second = trial.decided("before it expires", request);
        if (trial.repeat(first, second) == Trial.Repeat.DIFFERENT) {
            return Verdict.fail("it was forgotten earlier than after " + stated.get());
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
        WireResponse late = trial.decided("after " + seconds + " s", request);
        return switch (trial.repeat(first, late)) {
            case REPLAYED, UNCLEAR -> Verdict.pass("still answered as before: longer than promised is no harm");
            case DIFFERENT -> Verdict.pass("executed anew, as most do; a money operation had better refuse");
            case REFUSED -> Verdict.pass("refused with " + late.status());
            case ERROR -> Verdict.fail("answered with " + late.status());
        };
    }
}
