package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;
import java.util.Optional;

/** What is said of the retry of somebody who went away. */
final class Gone {

    private Gone() {}

    static Verdict judge(Trial trial, Intent intent, WireResponse retry) {
        if (Answers.mayBeInProgress(retry)) {
            return Verdict.fail("the key is stuck: after " + trial.settings().patienceMillis()
                    + " ms the retry is still told " + retry.status());
        }
        if (!Answers.accepted(retry)) {
            return Verdict.fail("the retry is answered with " + retry.status());
        }
        Optional<String> wrong = trial.wrongEffects(intent, 1);
        if (wrong.isPresent()) {
            return Verdict.fail("request and retry had " + wrong.get());
        }
        if (retry.body().isEmpty() && !trial.example().body().isEmpty()) {
            return Verdict.fail("the retry is answered with an empty body");
        }
        return Verdict.pass("the retry got " + Answers.told(retry)
                + (trial.counts() ? "; one effect" : "; effects were not counted"));
    }
}
