package dev.onefold;

import dev.onefold.Operation.Doubt;
import dev.onefold.SimFact.Answered;
import dev.onefold.SimFact.Entry;
import dev.onefold.SimFact.Recorded;
import dev.onefold.SimFact.Working;
import dev.onefold.SimRules.Rule;
import dev.onefold.SimRules.SimJudge;
import dev.onefold.SimRules.SimMemory;
import dev.onefold.SimRules.Verdicts;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When work may begin. */
final class SimWorkJudge implements SimJudge {

    private final boolean transactional;
    private final boolean asks;
    private final Set<Integer> effective = new HashSet<>();
    private @Nullable Working unsettled;
    private int generation;

    SimWorkJudge(SimPlan plan) {
        this.transactional = plan.transactional();
        this.asks = !plan.transactional() && plan.doubt() == Doubt.ASK;
    }

    @Override
    public void see(Entry entry, SimMemory memory, Verdicts verdicts) {
        if (generation != memory.generation()) {
            generation = memory.generation();
            unsettled = null;
        }
        if (entry.fact() instanceof Working working) {
            working(working, memory.live(), verdicts);
        } else if (entry.fact() instanceof SimFact.Freed freed) {
            // whoever had an effect had no right to give up the claim
            boolean rightly = unsettled == null
                    || !effective.contains(unsettled.run())
                    || freed.by().isEmpty();
            unsettled = rightly ? null : unsettled;
        } else if (entry.fact() instanceof Answered answered
                && answered.outcome() instanceof Outcome.Mismatch
                && effective.contains(answered.run())) {
            verdicts.violated(Rule.MISMATCH, "its work had an effect");
        } else if (entry.fact() instanceof SimFact.Happened happened) {
            effective.add(happened.run());
        }
    }

    private void working(Working working, @Nullable Recorded live, Verdicts verdicts) {
        if (transactional && working.fresh() && live != null) {
            verdicts.violated(Rule.NO_WASTED_WORK, "there was a record already: " + live.value());
        }
        if (!asks) {
            return;
        }
        if (unsettled != null) {
            verdicts.violated(Rule.ASK_ONCE, "work begins again after " + unsettled);
        }
        unsettled = working;
    }
}
