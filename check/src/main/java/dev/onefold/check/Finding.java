package dev.onefold.check;

import dev.onefold.check.rule.Rule;
import dev.onefold.check.rule.Step;
import java.util.List;

/**
 * What a rule came to for a target.
 *
 * @param target method and URL; empty if no target is concerned
 * @param card what is written about the rule
 * @param status what it came to
 * @param detail one sentence with the facts
 * @param steps what was sent and what came, in order
 * @param reproduction one line that does it again
 */
public record Finding(
        String target, Rule.Card card, Status status, String detail, List<Step> steps, String reproduction) {

    /** Copies the steps. */
    public Finding {
        steps = List.copyOf(steps);
    }

    /** What a rule can come to. */
    public enum Status {
        /** It holds, as far as what was sent can show. */
        PASS,
        /** It does not hold. */
        FAIL,
        /** It does not apply; the detail says why. */
        NA
    }

    /** Short stable name of the rule. */
    public String id() {
        return card.id();
    }
}
