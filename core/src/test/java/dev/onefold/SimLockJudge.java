package dev.onefold;

import dev.onefold.SimFact.Answered;
import dev.onefold.SimFact.Entry;
import dev.onefold.SimRules.Rule;
import dev.onefold.SimRules.SimJudge;
import dev.onefold.SimRules.SimMemory;
import dev.onefold.SimRules.Verdicts;
import java.util.HashMap;
import java.util.Map;

/** In the transactional mode "in progress" needs another transaction that held the key while the request ran. */
final class SimLockJudge implements SimJudge {

    private final Map<Integer, Long> began = new HashMap<>();
    private boolean locked;
    private long lastLocked = Long.MIN_VALUE;

    @Override
    public void see(Entry entry, SimMemory memory, Verdicts verdicts) {
        if (entry.fact() instanceof SimFact.Began run) {
            began.put(run.run(), entry.at());
        } else if (entry.fact() instanceof SimFact.Locked) {
            locked = true;
        } else if (entry.fact() instanceof SimFact.Unlocked) {
            locked = false;
            lastLocked = entry.at();
        } else if (entry.fact() instanceof Answered answered && answered.outcome() instanceof Outcome.InProgress) {
            // a caller's snapshot may be older than a record that stands in its way
            boolean explained =
                    locked || lastLocked >= began.getOrDefault(answered.run(), Long.MAX_VALUE) || memory.live() != null;
            if (!explained) {
                verdicts.violated(Rule.IN_PROGRESS, "nobody was at work");
            }
        }
    }
}
