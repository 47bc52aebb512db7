package dev.onefold;

import java.util.List;
import java.util.SplittableRandom;

/** Luck: every choice of a simulated run comes from its seed. */
final class SimDice {

    private final SplittableRandom random;

    SimDice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Both ends included. */
    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    boolean permille(int chance) {
        return random.nextInt(1000) < chance;
    }

    <E> E of(List<E> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
