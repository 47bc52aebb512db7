package dev.onefold.prover.books;

import dev.onefold.prover.trading.DocumentKind;
import dev.onefold.prover.verdict.Violation;
import dev.onefold.prover.verdict.Violations;
import java.util.List;
import java.util.function.BiFunction;

/** Turns what a check found into violations that name the invoice and the key it was sent under. */
final class Findings {

    private final Violations violations;
    private final BiFunction<DocumentKind, String, String> keyOf;

    Findings(Violations violations, BiFunction<DocumentKind, String, String> keyOf) {
        this.violations = violations;
        this.keyOf = keyOf;
    }

    void about(DocumentKind kind, String reference, String rule, String detail) {
        violations.add(new Violation(rule, reference, List.of(keyOf.apply(kind, reference)), detail));
    }

    void general(String rule, String detail) {
        violations.add(Violation.general(rule, detail));
    }
}
