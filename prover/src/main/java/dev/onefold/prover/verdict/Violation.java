package dev.onefold.prover.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing in the books or in the answers that must not be.
 *
 * @param rule short stable name of what is broken
 * @param reference the invoice it concerns, if it concerns one
 * @param keys the idempotency keys under which that invoice was sent
 * @param detail what was found and what was expected
 */
public record Violation(String rule, @Nullable String reference, List<String> keys, String detail) {

    /** Copies the keys. */
    public Violation {
        keys = List.copyOf(keys);
    }

    /** A violation that concerns no single invoice. */
    public static Violation general(String rule, String detail) {
        return new Violation(rule, null, List.of(), detail);
    }

    @Override
    public String toString() {
        String subject = reference == null ? "" : " " + reference;
        String sentUnder = keys.isEmpty() ? "" : " (key " + String.join(", ", keys) + ")";
        return rule + subject + sentUnder + ": " + detail;
    }
}
