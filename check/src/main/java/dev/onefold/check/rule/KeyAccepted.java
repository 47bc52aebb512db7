package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.subject.KeyForm;
import dev.onefold.check.subject.Target;
import dev.onefold.check.wire.WireResponse;
import java.util.Optional;

/**
 * The first question of all: whether a request with a key is accepted. What comes of it is the {@link Opening} that the
 * other rules build on.
 */
public final class KeyAccepted {

    /** What is written about it. */
    public static final Rule.Card CARD = new Rule.Card(
            "key-accepted",
            "a request that is accepted without a key is accepted with one",
            Severity.CRITICAL,
            "M1, M2",
            "Whoever sends a key is refused: the body was read for the fingerprint and is gone, or the key is not understood.",
            "Give the handler the body that was read; a wrapper that only records what passes through it has nothing to give.");

    private KeyAccepted() {}

    /**
     * How a target begins.
     *
     * @param verdict whether keys are accepted
     * @param bench what the other rules need; as it was if they cannot go on
     */
    public record Opening(Verdict verdict, Bench bench) {}

    /**
     * Sends the request with a bare key, with a quoted one if that is refused, and without one if that is refused too.
     *
     * @throws NoVerdictException if it is accepted in no way, or the oracle does not see its effect
     */
    public static Opening open(Bench bench, Trial trial) {
        Target target = bench.target();
        Intent intent = trial.intent();
        WireResponse bare = trial.answer("with a key", target.keyed(intent));
        if (Answers.accepted(bare)) {
            return go(bench, trial, target, intent, bare);
        }
        if (target.keyForm() == KeyForm.BARE && Answers.refused(bare)) {
            Target quoting = target.toBuilder().keyForm(KeyForm.QUOTED).build();
            Intent again = trial.intent();
            WireResponse quoted = trial.answer("with a quoted key", quoting.keyed(again));
            if (Answers.accepted(quoted)) {
                return go(bench, trial, quoting, again, quoted);
            }
        }
        WireResponse unkeyed = trial.answer("without a key", target.unkeyed(trial.intent()));
        if (Answers.accepted(unkeyed)) {
            return new Opening(
                    Verdict.fail("with a key " + bare.status() + ", without one " + unkeyed.status()), bench);
        }
        throw new NoVerdictException(target + " is answered with " + Answers.told(bare)
                + "; there is nothing to check before it is accepted: "
                + head(bare.body().text()));
    }

    private static String head(String body) {
        String line = body.replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }

    private static Opening go(Bench bench, Trial trial, Target target, Intent intent, WireResponse accepted) {
        Optional<String> wrong = trial.wrongEffects(intent, 1);
        if (wrong.isPresent()) {
            throw new NoVerdictException("one request was accepted, and the count of effects says " + wrong.get()
                    + ": it counts something else, or somebody else writes");
        }
        WireResponse other = trial.answer("something else", target.keyed(trial.intent()));
        boolean telling = Answers.accepted(other) && !Answers.same(accepted, other);
        String form = target.keyForm() == KeyForm.QUOTED ? " (quoted; bare keys are refused)" : "";
        return new Opening(
                Verdict.pass("accepted with " + accepted.status() + form), bench.with(target, accepted, telling));
    }
}
