package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;
import java.util.Optional;

/** Keys of 300 and of 5,000 characters. */
final class KeyTooLong implements Rule {

    private static final int[] LENGTHS = {5_000, 300};

    private static final Card CARD = new Card(
            "key-too-long",
            "a long key is refused or honoured, never cut off",
            Severity.CRITICAL,
            "K8",
            "Two keys that differ after their beginning are one: the second caller's order is "
                    + "answered with the first one's, and lost.",
            "Refuse keys longer than what is documented (255 characters is common) with 400; look "
                    + "keys up by a digest of all of it.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Verdict verdict = Verdict.pass("");
        for (int length : LENGTHS) {
            verdict = examine(trial, length);
            if (verdict instanceof Verdict.Fail) {
                return verdict;
            }
        }
        return verdict;
    }

    private static Verdict examine(Trial trial, int length) {
        Intent one = trial.intent();
        String beginning = one.key() + "k".repeat(length - one.key().length() - 1);
        String what = "a key of " + length + " characters";
        WireResponse first = trial.answer(
                what, trial.target().keyed(one, trial.target().keyForm().write(beginning + "a")));
        if (Answers.refused(first)) {
            return Verdict.pass(length + " characters are refused with " + first.status());
        }
        if (!Answers.accepted(first)) {
            return Verdict.fail(what + " is answered with " + first.status());
        }
        Intent two = trial.intent();
        WireResponse second = trial.answer(
                "another one, which differs in the last",
                trial.target().keyed(two, trial.target().keyForm().write(beginning + "b")));
        Trial.Repeat repeat = trial.repeat(first, second);
        if (repeat == Trial.Repeat.REPLAYED || repeat == Trial.Repeat.REFUSED) {
            return Verdict.fail("two keys of " + length + " characters that differ in the last one are taken for one: "
                    + Answers.told(second));
        }
        Optional<String> wrong = trial.wrongEffects(two, 1);
        return wrong.map(effects -> Verdict.fail("the second of two long keys has " + effects))
                .orElseGet(() -> Verdict.pass(length + " characters are a key like any other"));
    }
}
