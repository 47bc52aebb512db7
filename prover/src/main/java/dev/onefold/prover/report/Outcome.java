package dev.onefold.prover.report;

import dev.onefold.prover.expected.Figures;
import dev.onefold.prover.load.LoadFigures;
import dev.onefold.prover.load.LoadOptions;
import dev.onefold.prover.nodes.ShopMode;
import dev.onefold.prover.verdict.Violation;
import java.util.List;
import java.util.Map;

/**
 * How a replay ended.
 *
 * @param source the file, or the seeded day
 * @param options how hard the shop was pressed
 * @param nodes how many shop processes
 * @param mode how they did their hot endpoints
 * @param unprotected whether they did without idempotency
 * @param expected the figures the books must show
 * @param found the figures they show
 * @param load what was sent and what came back
 * @param sentAgain refused requests sent again after restocking
 * @param violations everything that is wrong
 * @param voidReasons why the run proves nothing, empty if it does
 * @param durability the database's settings
 * @param tradingSeconds how long trading took
 * @param seconds how long everything took
 */
public record Outcome(
        String source,
        LoadOptions options,
        int nodes,
        ShopMode mode,
        boolean unprotected,
        Figures expected,
        Figures found,
        LoadFigures load,
        int sentAgain,
        List<Violation> violations,
        List<String> voidReasons,
        Map<String, String> durability,
        double tradingSeconds,
        double seconds) {

    /** Copies the lists and the map. */
    public Outcome {
        violations = List.copyOf(violations);
        voidReasons = List.copyOf(voidReasons);
        durability = Map.copyOf(durability);
    }

    /** Whether the books are right and the run proves it. */
    public boolean passed() {
        return violations.isEmpty() && voidReasons.isEmpty();
    }
}
