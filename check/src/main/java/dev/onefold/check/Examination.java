package dev.onefold.check;

import dev.onefold.check.rule.Bench;
import dev.onefold.check.rule.KeyAccepted;
import dev.onefold.check.rule.NoAnswerException;
import dev.onefold.check.rule.NoVerdictException;
import dev.onefold.check.rule.Rule;
import dev.onefold.check.rule.Trial;
import dev.onefold.check.rule.Verdict;
import dev.onefold.check.subject.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One rule for one target, not yet examined. */
public final class Examination {

    private final String target;
    private final Rule.Card card;
    private final Supplier<Finding> work;

    private Examination(String target, Rule.Card card, Supplier<Finding> work) {
        this.target = target;
        this.card = card;
        this.work = work;
    }

    static Examination of(Target target, Rule.Card card, Supplier<Finding> work) {
        return new Examination(target.toString(), card, work);
    }

    /** A rule that no target is a case of. */
    static Examination unused(Rule rule) {
        String detail = "no " + String.join(" or ", rule.methods()) + " was given";
        return new Examination(
                "", rule.card(), () -> new Finding("", rule.card(), Finding.Status.NA, detail, List.of(), ""));
    }

    /** Method and URL; empty if no target is concerned. */
    public String target() {
        return target;
    }

    /** What is written about the rule. */
    public Rule.Card card() {
        return card;
    }

    /**
     * Sends what it takes, and judges what came.
     *
     * @throws NoVerdictException if the target does not accept the request as it was given, its effects cannot be counted, or
     *     nobody answers
     */
    public Finding run() {
        return work.get();
    }

    /** The first requests to a target, sent once, for whichever rule is examined first. */
    static final class Opening {

        private final Bench unopened;
        private final Trial trial;
        private Optional<KeyAccepted.Opening> opened = Optional.empty();

        Opening(Bench unopened) {
            this.unopened = unopened;
            this.trial = new Trial(unopened);
        }

        Trial trial() {
            return trial;
        }

        Verdict verdict() {
            return open().verdict();
        }

        /** What the other rules need; nothing if they cannot go on. */
        Optional<Bench> bench() {
            boolean keyed = Rule.KEYED_METHODS.contains(unopened.target().call().method());
            if (!keyed) {
                return Optional.of(unopened);
            }
            return verdict() instanceof Verdict.Fail ? Optional.empty() : Optional.of(open().bench());
        }

        private KeyAccepted.Opening open() {
            try {
                KeyAccepted.Opening opening = opened.orElseGet(() -> KeyAccepted.open(unopened, trial));
                opened = Optional.of(opening);
                return opening;
            } catch (NoAnswerException e) {
                throw new NoVerdictException(unopened.target() + " is not answered: " + e.getMessage());
            }
        }
    }
}
