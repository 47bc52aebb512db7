package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.subject.KeyForm;
import dev.onefold.check.wire.WireResponse;
import java.util.Optional;

/** A key as a Structured Field String, and bare. */
final class KeyQuoted implements Rule {

    private static final Card CARD = new Card(
            "key-quoted",
            "a quoted key and the same key bare are one key",
            Severity.MINOR,
            "RFC 9651, draft-07 2.1, K3",
            "A client that is changed from one form to the other between a request and its retry is "
                    + "executed twice.",
            "Take both forms and compare what they contain; or refuse one of them.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireResponse quoted =
                trial.answer("the key quoted", trial.target().keyed(intent, KeyForm.QUOTED.write(intent.key())));
        WireResponse bare =
                trial.decided("the key bare", trial.target().keyed(intent, KeyForm.BARE.write(intent.key())));
        if (!Answers.accepted(quoted) || !Answers.accepted(bare)) {
            boolean errors = quoted.isOfClass(5) || bare.isOfClass(5);
            String detail = "quoted is answered with " + quoted.status() + ", bare with " + bare.status();
            return errors ? Verdict.fail(detail) : Verdict.pass("one form only: " + detail);
        }
        Optional<String> wrong = trial.wrongEffects(intent, 1);
        if (wrong.isPresent() || trial.repeat(quoted, bare) == Trial.Repeat.DIFFERENT) {
            return Verdict.notApplicable(
                    "quoted and bare are two keys here; that harms only a client that changes its form");
        }
        return Verdict.pass("the bare key was answered as the quoted one");
    }
}
