package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;
import java.util.Optional;

/** What is said of a repeat that is written differently: to replay it is right, to refuse it harms nobody. */
final class Again {

    private Again() {}

    static Verdict judge(Trial trial, Intent intent, WireResponse first, WireResponse second, String what) {
        Optional<String> wrong = trial.wrongEffects(intent, 1);
        if (wrong.isPresent()) {
            return Verdict.fail(what + " was executed again: " + wrong.get());
        }
        return switch (trial.repeat(first, second)) {
            case REPLAYED, UNCLEAR -> Verdict.pass(what + " was replayed");
            case REFUSED -> Verdict.pass(what + " was refused with " + second.status());
            case DIFFERENT ->
                trial.counts()
                        ? Verdict.pass(what + " was not executed again, and answered differently")
                        : Verdict.fail(what + " was accepted with an answer of its own");
            case ERROR -> Verdict.fail(what + " was answered with " + second.status());
        };
    }
}
