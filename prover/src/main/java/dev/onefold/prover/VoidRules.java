package dev.onefold.prover;

import dev.onefold.prover.load.LoadFigures;
import dev.onefold.prover.load.LoadOptions;
import java.util.ArrayList;
import java.util.List;

/** When right books prove nothing: nothing was put to the test. */
final class VoidRules {

    private VoidRules() {}

    static List<String> reasons(LoadOptions options, LoadFigures load) {
        List<String> reasons = new ArrayList<>();
        if (load.overlapping() == 0) {
            reasons.add("no two copies of a request were out at the same time");
        }
        if (load.replayed() == 0) {
            reasons.add("no answer was a replay");
        }
        if (load.kills() < options.kills()) {
            reasons.add(load.kills() + " of " + options.kills() + " kills hit a request in flight");
        }
        if (options.shortStock() && load.refused() == 0) {
            reasons.add("stock was to be short, but no request was refused");
        }
        return reasons;
    }
}
