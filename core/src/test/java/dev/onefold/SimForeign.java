package dev.onefold;

import dev.onefold.Operation.Doubt;
import dev.onefold.SimStats.What;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Another system, where leased work has its effect at once. One kind takes whatever comes, as a mail server would; the
 * other keeps the last value of each key and refuses a fence older than one it saw.
 */
final class SimForeign {

    record Effect(SimIntent intent, String value) {}

    private final SimWorld world;
    private final Map<Integer, Long> fences = new HashMap<>();
    private final Map<Integer, Effect> last = new HashMap<>();

    SimForeign(SimWorld world) {
        this.world = world;
    }

    /** The unsettled effect of a key in the system that takes whatever comes. */
    @Nullable
    Effect last(int key) {
        return last.get(key);
    }

    /** False if the fence is refused. */
    boolean apply(int run, SimIntent intent, long fence, @Nullable String value) {
        int key = intent.key();
        if (world.plan().doubt() == Doubt.ASK) {
            if (value != null) {
                last.put(key, new Effect(intent, value));
                world.fact(key, new SimFact.Happened(run, intent, value));
            }
            return true;
        }
        boolean accepted = fence >= fences.getOrDefault(key, 0L) || world.has(SimFlaw.EFFECT_IGNORES_THE_FENCE);
        if (accepted) {
            fences.put(key, fence);
        } else {
            world.stats().count(What.FENCED_OFF);
        }
        world.fact(key, new SimFact.Wrote(run, fence, value, accepted));
        return accepted;
    }
}
