package dev.onefold;

import dev.onefold.SimFact.Answered;
import dev.onefold.SimFact.Changed;
import dev.onefold.SimFact.Entry;
import dev.onefold.SimFact.Granted;
import dev.onefold.SimFact.Refused;
import dev.onefold.SimRules.Rule;
import dev.onefold.SimRules.SimJudge;
import dev.onefold.SimRules.SimMemory;
import dev.onefold.SimRules.Verdicts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Claims are their owners' until they lapse, and lapse soon after their owners are gone. */
final class SimLeaseJudge implements SimJudge {

    private static final long SLACK = 1_000;

    private final long longestSilence;
    private final Map<Integer, Long> began = new HashMap<>();
    private final Set<Integer> atWork = new HashSet<>();
    private long lastActive = Long.MIN_VALUE;

    SimLeaseJudge(long setBack) {
        this.longestSilence = SimPlan.LEASE + setBack + SLACK;
    }

    @Override
    public void see(Entry entry, SimMemory memory, Verdicts verdicts) {
        if (entry.fact() instanceof SimFact.Began run) {
            began.put(run.run(), entry.at());
        } else if (entry.fact() instanceof Granted granted) {
            lastActive = entry.at();
            boolean early = granted.displaced() != null
                    && !granted.displaced().equals(granted.owner())
                    && granted.displacedUntil() > entry.storeAt();
            if (early) {
                verdicts.violated(Rule.LIVE_LEASE, "held until " + granted.displacedUntil());
            }
        } else if (entry.fact() instanceof SimFact.Renewed) {
            lastActive = entry.at();
        } else if (entry.fact() instanceof SimFact.Working working) {
            atWork.add(working.run());
        } else if (entry.fact() instanceof SimFact.Ended ended && atWork.remove(ended.run())) {
            lastActive = entry.at();
        } else if (entry.fact() instanceof Changed changed) {
            boolean own = changed.owner().equals(changed.holder()) && changed.fence() == changed.heldFence();
            if (!own) {
                verdicts.violated(Rule.OWNERSHIP, "the claim is another's");
            }
        } else if (entry.fact() instanceof Refused refused && refused.owner().equals(refused.holder())) {
            verdicts.violated(Rule.OWN_CLAIM, "its own claim is in its way");
        } else if (entry.fact() instanceof Answered answered && answered.outcome() instanceof Outcome.InProgress) {
            // the store said so at some time since the request began
            if (atWork.isEmpty() && lastActive + longestSilence < began.getOrDefault(answered.run(), entry.at())) {
                verdicts.violated(Rule.IN_PROGRESS, "nobody was at work since " + lastActive);
            }
        }
    }
}
