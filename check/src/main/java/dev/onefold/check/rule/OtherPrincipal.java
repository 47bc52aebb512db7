package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;

/** Another caller with a key that was used. */
final class OtherPrincipal implements Rule {

    private static final Card CARD = new Card(
            "other-principal",
            "the keys of two callers have nothing to do with each other",
            Severity.CRITICAL,
            "draft-07 5, S1, S2",
            "One customer gets another's answer, with what is in it; or is kept from ordering "
                    + "because another was first with that key.",
            "Make tenant and principal a part of what a key is unique in; fail closed where there is none.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        if (!trial.target().knowsAnother()) {
            return Verdict.notApplicable(
                    "nobody else is known; give --other-header 'Authorization: ...' of another caller");
        }
        Intent mine = trial.intent();
        WireResponse first = trial.answer("one caller", trial.target().keyed(mine));
        WireRequest same = trial.target().byAnother(trial.target().keyed(mine), mine);
        WireResponse second = trial.decided("another caller, the same key and body", same);
        Trial.Repeat repeat = trial.repeat(first, second);
        if (repeat == Trial.Repeat.REPLAYED) {
            return Verdict.fail("another caller got the first one's answer");
        }
        if (repeat == Trial.Repeat.ERROR) {
            return Verdict.fail("another caller was answered with " + second.status());
        }
        if (repeat == Trial.Repeat.UNCLEAR) {
            return Verdict.notApplicable("accepted, and all answers are alike: it cannot be told whose it is");
        }
        return repeat == Trial.Repeat.REFUSED ? refused(trial) : Verdict.pass("another caller's request is its own");
    }

    /** The same body may be refused for a reason of the business; then it is another body, with and without a used key. */
    private static Verdict refused(Trial trial) {
        Intent mine = trial.intent();
        trial.answer("one caller", trial.target().keyed(mine));
        Intent other = trial.intent();
        WireRequest used = trial.target().keyed(other, trial.target().keyForm().write(mine.key()));
        WireResponse answer = trial.decided(
                "another caller, the same key, a body of its own",
                trial.target().byAnother(used, other));
        if (Answers.accepted(answer)) {
            return Verdict.pass("another caller's request is its own");
        }
        Intent control = trial.intent();
        WireResponse fresh = trial.answer(
                "another caller, a key of its own",
                trial.target().byAnother(trial.target().keyed(control), control));
        return Answers.accepted(fresh)
                ? Verdict.fail(
                        "another caller is refused with " + answer.status() + " because the key was used by the first")
                : Verdict.notApplicable("another caller is refused with " + fresh.status() + " in any case");
    }
}
