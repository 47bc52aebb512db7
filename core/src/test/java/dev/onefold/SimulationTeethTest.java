package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.onefold.SimRules.Rule;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Shows that the simulation would notice: each way of building it wrong is caught, by the rule that it breaks. */
class SimulationTeethTest {

    private static final int MOST_SEEDS = 4_000;

    private static final Map<SimFlaw, Rule> CAUGHT_BY = Map.ofEntries(
            entry(SimFlaw.CHECK_THEN_ACT, Rule.EFFECT_ONCE),
            entry(SimFlaw.LOOKS_ONLY_BEFORE_THE_LOCK, Rule.NO_WASTED_WORK),
            entry(SimFlaw.NO_UNIQUE_INDEX, Rule.NO_DIVERGENCE),
            entry(SimFlaw.SAVES_OUTSIDE_THE_TRANSACTION, Rule.EFFECT_ONCE),
            entry(SimFlaw.FORGETS_WITH_THE_ANSWER, Rule.EFFECT_ONCE),
            entry(SimFlaw.LOST_COMMIT_COUNTS_AS_DONE, Rule.DURABLE),
            entry(SimFlaw.REJECTION_TOLD_BUT_NOT_SAVED, Rule.NO_STANDS),
            entry(SimFlaw.CONFLICT_NOT_UNDONE, Rule.EFFECT_ONCE),
            entry(SimFlaw.ANSWER_KEPT_OVER_A_ROLLBACK, Rule.EFFECT_ONCE),
            entry(SimFlaw.COMPLETES_FOR_ANYONE, Rule.OWNERSHIP),
            entry(SimFlaw.RELEASES_FOR_ANYONE, Rule.OWNERSHIP),
            entry(SimFlaw.LEASE_BY_PROCESS_CLOCK, Rule.LIVE_LEASE),
            entry(SimFlaw.LEASE_NEVER_LAPSES, Rule.LIVENESS),
            entry(SimFlaw.TAKES_OVER_WHEN_IT_SHOULD_ASK, Rule.ASK_ONCE),
            entry(SimFlaw.ACQUIRE_NOT_IDEMPOTENT, Rule.OWN_CLAIM),
            entry(SimFlaw.FENCE_RESTARTS, Rule.FENCE),
            entry(SimFlaw.RELEASES_AFTER_A_FAILED_SAVE, Rule.ASK_ONCE),
            entry(SimFlaw.WORKS_AGAIN_AFTER_A_FAILED_SAVE, Rule.ASK_ONCE),
            entry(SimFlaw.ABANDONS_AFTER_A_THROW, Rule.EFFECT_ONCE),
            entry(SimFlaw.FINGERPRINT_IGNORED, Rule.MISMATCH),
            entry(SimFlaw.EFFECT_IGNORES_THE_FENCE, Rule.FENCE));

    @TestFactory
    Stream<DynamicTest> everyFlawIsCaught() {
        return CAUGHT_BY.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey() + " by " + each.getValue(), () -> caught(each.getKey(), each.getValue())));
    }

    private static void caught(SimFlaw flaw, Rule rule) {
        for (long seed = 1; seed <= MOST_SEEDS; seed++) {
            boolean broken = Simulation.run(seed, flaw, false).violations().stream()
                    .anyMatch(violation -> violation.rule() == rule);
            if (broken) {
                System.out.printf("Caught after %,5d seeds by %-14s %s%n", seed, rule, flaw);
                return;
            }
        }
        throw new AssertionError(flaw + " was not caught by " + rule + " within " + MOST_SEEDS + " seeds");
    }

    @Test
    void noFlawIsLeftOut() {
        assertThat(CAUGHT_BY.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.of(SimFlaw.NONE)));
    }
}
