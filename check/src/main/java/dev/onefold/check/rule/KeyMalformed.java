package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.subject.Target;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys that are no keys: two lines, a list, control characters. */
final class KeyMalformed implements Rule {

    private static final Card CARD = new Card(
            "key-malformed",
            "a key that is no key is refused or honoured, never ignored",
            Severity.CRITICAL,
            "RFC 9651, draft-07 2.1, K7, K10",
            "A client whose key the server cannot read believes to be protected, and is not: its "
                    + "retry is executed again.",
            "Answer 400 to repeated key lines, to lists and to anything but visible ASCII; never go "
                    + "on without the key.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        List<String> refused = new ArrayList<>();
        List<String> honoured = new ArrayList<>();
        for (Sample sample : Sample.values()) {
            Intent intent = trial.intent();
            WireRequest request = sample.request(trial.target(), intent);
            WireResponse first = trial.answer(sample.title, request);
            if (Answers.refused(first)) {
                refused.add(sample.title);
                continue;
            }
            if (!Answers.accepted(first)) {
                return Verdict.fail(sample.title + ": answered with " + first.status());
            }
            WireResponse second = trial.decided(sample.title + ", again", request);
            Trial.Repeat repeat = trial.repeat(first, second);
            Optional<String> wrong = trial.wrongEffects(intent, 1);
            if (wrong.isPresent() || (!trial.counts() && repeat == Trial.Repeat.DIFFERENT)) {
                return Verdict.fail(sample.title + ": accepted, and executed again when it was repeated"
                        + wrong.map(effects -> " (" + effects + ")").orElse(""));
            }
            honoured.add(sample.title);
        }
        return Verdict.pass((refused.isEmpty() ? "" : "refused: " + String.join(", ", refused))
                + (refused.isEmpty() || honoured.isEmpty() ? "" : "; ")
                + (honoured.isEmpty() ? "" : "taken as keys: " + String.join(", ", honoured)));
    }

    private enum Sample {
        TWO_LINES("two key lines") {
            @Override
            WireRequest request(Target target, Intent intent) {
                return target.keyed(intent)
                        .with(
                                target.keyHeader(),
                                target.keyForm().write(intent.uuid().toString()));
            }
        },
        LIST("a list of keys") {
            @Override
            WireRequest request(Target target, Intent intent) {
                return target.keyed(
                        intent,
                        target.keyForm().write(intent.key()) + ", "
                                + target.keyForm().write(intent.uuid().toString()));
            }
        },
        CONTROL("a control character") {
            @Override
            WireRequest request(Target target, Intent intent) {
                return target.keyed(intent, target.keyForm().write(intent.key() + "\u0001x"));
            }
        },
        BEYOND_ASCII("bytes beyond ASCII") {
            @Override
            WireRequest request(Target target, Intent intent) {
                return target.keyed(intent, target.keyForm().write(intent.key() + "\u00c3\u00a9"));
            }
        };

        private final String title;

        Sample(String title) {
            this.title = title;
        }

        abstract WireRequest request(Target target, Intent intent);
    }
}
