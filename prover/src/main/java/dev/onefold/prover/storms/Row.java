package dev.onefold.prover.storms;

import java.util.ArrayList;
import java.util.List;

/**
 * A technique's row of the proof.
 *
 * @param technique which one
 * @param shop what came of the storm on the shop
 * @param naive what came of the same storm on the code without the technique
 */
public record Row(Technique technique, StormResult shop, StormResult naive) {

    /** What a row, or all of them together, come to. */
    public enum Verdict {
        /** Every effect once, and the storm could have shown otherwise. */
        PASS,
        /** Something is wrong. */
        FAIL,
        /** Nothing is wrong, and nothing is proven. */
        VOID;

        /** The verdict on all rows. */
        public static Verdict of(List<Row> rows) {
            return rows.stream()
                    .map(Row::verdict)
                    .max(java.util.Comparator.comparingInt(List.of(PASS, VOID, FAIL)::indexOf))
                    .orElse(VOID);
        }
    }

    /** Its verdict. */
    public Verdict verdict() {
        if (!shop.violations().isEmpty()) {
            return Verdict.FAIL;
        }
        return voidReasons().isEmpty() ? Verdict.PASS : Verdict.VOID;
    }

    /** Why it proves nothing; empty if it does. */
    public List<String> voidReasons() {
        List<String> reasons = new ArrayList<>();
        if (shop.overlapping() == 0) {
            reasons.add("no two requests of a race were out at the same time");
        }
        if (shop.duplicates() == 0) {
            reasons.add("no request was sent twice");
        }
        if (shop.kills() < shop.killsPlanned()) {
            reasons.add("no node was killed with a request in flight");
        }
        if (technique == Technique.DISTRIBUTED_LOCK && shop.pauses() == 0) {
            reasons.add("no lock was taken over from a paused node");
        }
        if (naive.violations().isEmpty()) {
            reasons.add("the naive code came through unharmed, so the storm was too weak");
        }
        return reasons;
    }
}
