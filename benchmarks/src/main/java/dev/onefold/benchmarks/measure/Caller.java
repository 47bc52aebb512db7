package dev.onefold.benchmarks.measure;

import java.util.HexFormat;
import java.util.SplittableRandom;

/** One of the threads that send requests: its own dice, and numbers that no other caller ever has. For one thread. */
public final class Caller {

    private static final HexFormat HEX = HexFormat.of();

    private final int number;
    private final SplittableRandom dice;
    private final long keyHigh;
    private long keyLow;

    Caller(int number, SplittableRandom dice) {
        this.number = number;
        this.dice = dice;
        this.keyHigh = dice.nextLong();
    }

    /** From 0. */
    public int number() {
        return number;
    }

    /** From 0 to {@code bound - 1}. */
    public int draw(int bound) {
        return dice.nextInt(bound);
    }

    /** A key that was never used before, of the length of a UUID. */
    public String newKey() {
        return HEX.toHexDigits(keyHigh) + '-' + HEX.toHexDigits(keyLow++);
    }
}
