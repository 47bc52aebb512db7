package dev.onefold;

import dev.onefold.Operation.Doubt;
import dev.onefold.SimFact.Entry;
import dev.onefold.SimFact.Happened;
import dev.onefold.SimFact.Recorded;
import dev.onefold.SimFact.Wrote;
import dev.onefold.SimRules.Rule;
import dev.onefold.SimRules.SimJudge;
import dev.onefold.SimRules.SimMemory;
import dev.onefold.SimRules.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Effects are counted where they happen, never from what was answered. */
final class SimEffectJudge implements SimJudge {

    private final boolean fenced;
    private final List<Happened> effects = new ArrayList<>();
    private int generation;
    private @Nullable String register;
    private long fence;
    private long granted;

    SimEffectJudge(SimPlan plan) {
        this.fenced = !plan.transactional() && plan.doubt() == Doubt.RUN_AGAIN;
    }

    @Override
    public void see(Entry entry, SimMemory memory, Verdicts verdicts) {
        if (generation != memory.generation()) {
            generation = memory.generation();
            effects.clear();
        }
        if (entry.fact() instanceof Happened happened) {
            if (!effects.isEmpty()) {
                verdicts.violated(Rule.EFFECT_ONCE, "a second effect, after " + effects.get(0));
            }
            effects.add(happened);
        } else if (entry.fact() instanceof Wrote wrote && wrote.accepted()) {
            wrote(wrote, memory, verdicts);
        } else if (entry.fact() instanceof SimFact.Granted grant) {
            if (grant.fence() <= granted) {
                verdicts.violated(Rule.FENCE, "fence " + grant.fence() + " granted after " + granted);
            }
            granted = Math.max(granted, grant.fence());
        } else if (entry.fact() instanceof Recorded recorded) {
            recorded(recorded, verdicts);
        }
    }

    private void wrote(Wrote wrote, SimMemory memory, Verdicts verdicts) {
        if (wrote.fence() < fence) {
            verdicts.violated(Rule.FENCE, "fence " + wrote.fence() + " writes after " + fence);
        }
        Recorded live = memory.live();
        if (live != null) {
            verdicts.violated(Rule.EFFECT_ONCE, "the effect changes after its record " + live.value());
        }
        fence = wrote.fence();
        register = wrote.value();
    }

    private void recorded(Recorded recorded, Verdicts verdicts) {
        String expected = recorded.keepsEffects() ? recorded.value() : null;
        String actual =
                fenced ? register : effects.isEmpty() ? null : effects.get(0).value();
        if (!Objects.equals(expected, actual)) {
            verdicts.violated(Rule.EFFECT_ONCE, "recorded is " + recorded.value() + ", the effect is " + actual);
        }
        for (Happened effect : effects) {
            boolean same =
                    effect.intent().operation().name().equals(recorded.record().operation())
                            && effect.intent()
                                    .call()
                                    .fingerprint()
                                    .equals(recorded.record().fingerprint());
            if (!same) {
                verdicts.violated(Rule.MISMATCH, "the effect is another request's: " + effect);
            }
        }
    }
}
