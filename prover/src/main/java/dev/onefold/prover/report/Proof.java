package dev.onefold.prover.report;

import dev.onefold.prover.nodes.ShopMode;
import dev.onefold.prover.storms.Row;
import java.util.List;
import java.util.Map;

/**
 * How a proof by storm ended.
 *
 * @param rows one for each technique
 * @param seed what decided the storms
 * @param stormSeconds how long each blew
 * @param nodes how many processes were stormed
 * @param mode how the shop's did their hot endpoints
 * @param durability the database's settings
 * @param seconds how long everything took
 */
public record Proof(
        List<Row> rows,
        long seed,
        int stormSeconds,
        int nodes,
        ShopMode mode,
        Map<String, String> durability,
        double seconds) {

    /** Copies the list and the map. */
    public Proof {
        rows = List.copyOf(rows);
        durability = Map.copyOf(durability);
    }

    /** The verdict on all rows. */
    public Row.Verdict verdict() {
        return Row.Verdict.of(rows);
    }
}
