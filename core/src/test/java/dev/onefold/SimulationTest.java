package dev.onefold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.SimStats.What;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Both modes under crashes, losses, pauses and jumping clocks, by the seed. {@code -Donefold.sim.seeds=N} changes how
 * many, {@code -Donefold.sim.seed=S} runs one and prints its timeline.
 */
class SimulationTest {

    private static final Long ONE = Long.getLong("onefold.sim.seed");
    private static final int SEEDS = Integer.getInteger("onefold.sim.seeds", 10_000);

    @Test
    void noFaultBreaksARule() {
        if (ONE != null) {
            Simulation.Result result = Simulation.run(ONE, SimFlaw.NONE, true);
            System.out.println(result.timeline());
            assertThat(result.violations()).isEmpty();
            return;
        }
        SimStats stats = new SimStats();
        List<Long> broken = new ArrayList<>();
        int telling = 0;
        long from = System.nanoTime();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Simulation.Result result = Simulation.run(seed, SimFlaw.NONE, false);
            stats.add(result.stats());
            telling += result.overlapped() && result.stats().faulty() ? 1 : 0;
            if (!result.violations().isEmpty()) {
                broken.add(seed);
            }
        }
        long millis = Math.max(1, (System.nanoTime() - from) / 1_000_000);
        System.out.printf(
                "Simulation: %,d seeds in %,d ms (%,d a second), %d broken; %,d of them with overlap and faults; %s%n",
                SEEDS, millis, SEEDS * 1_000L / millis, broken.size(), telling, stats);
        if (!broken.isEmpty()) {
            Simulation.Result first = Simulation.run(broken.get(0), SimFlaw.NONE, true);
            throw new AssertionError(broken.size() + " seeds, the first is " + broken.get(0) + ": " + first.violations()
                    + "\n" + first.timeline());
        }
        assertThat(telling).as("runs that could tell anything").isGreaterThan(SEEDS / 2);
        if (SEEDS >= 1_000) {
            assertThat(What.values())
                    .filteredOn(what -> what != What.STALE)
                    .allSatisfy(
                            what -> assertThat(stats.of(what)).as(what.name()).isPositive());
        }
    }

    @Test
    void aSeedTellsTheSameStoryTwice() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(Simulation.run(seed, SimFlaw.NONE, true).timeline())
                    .isEqualTo(Simulation.run(seed, SimFlaw.NONE, true).timeline());
        }
    }
}
