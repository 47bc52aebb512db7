package dev.onefold.conformance;

import dev.onefold.check.wire.Protocol;
import dev.onefold.conformance.Verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts a server under the rules. */
public final class Conformance {

    private Conformance() {}

    /**
     * Runs every rule over every protocol that the server speaks, one after the other.
     *
     * @return a verdict for each rule; never an exception for what the server does
     */
    public static Report run(Subject subject) {
        return run(subject, any -> true);
    }

    /** Runs the rules with these ids only. */
    public static Report run(Subject subject, Set<String> ids) {
        return run(subject, ids::contains);
    }

    private static Report run(Subject subject, Predicate<String> ids) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Rule rule : Catalogue.RULES) {
            if (ids.test(rule.id())) {
                verdicts.add(judge(rule, subject));
            }
        }
        return new Report(subject.name(), verdicts);
    }

    private static Verdict judge(Rule rule, Subject subject) {
        Rule.@Nullable Check check = rule.check();
        if (check == null) {
            return new Verdict(rule.id(), rule.title(), Status.NOT_EXECUTABLE, rule.whyNot());
        }
        Verdict last = new Verdict(rule.id(), rule.title(), Status.NOT_APPLICABLE, "no protocol that is spoken");
        boolean passed = false;
        for (Protocol protocol : Protocol.values()) {
            if (subject.protocols().contains(protocol)) {
                last = judge(rule, check, subject, protocol);
                if (last.status() == Status.FAILED) {
                    return last;
                }
                passed |= last.status() == Status.PASSED;
                if (!rule.onEveryProtocol()) {
                    return last;
                }
            }
        }
        return passed ? new Verdict(rule.id(), rule.title(), Status.PASSED, "") : last;
    }

    private static Verdict judge(Rule rule, Rule.Check check, Subject subject, Protocol protocol) {
        try {
            check.run(new Trial(subject, protocol));
            return new Verdict(rule.id(), rule.title(), Status.PASSED, "");
        } catch (NotOfferedException notOffered) {
            return new Verdict(rule.id(), rule.title(), Status.NOT_APPLICABLE, reason(notOffered));
        } catch (RuleBrokenException broken) {
            return new Verdict(rule.id(), rule.title(), Status.FAILED, protocol + ": " + reason(broken));
        } catch (RuntimeException failure) {
            // the adapter or the rule failed: never a pass
            return new Verdict(rule.id(), rule.title(), Status.FAILED, protocol + ": " + failure);
        } finally {
            subject.control().reset();
        }
    }

    private static String reason(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }
}
