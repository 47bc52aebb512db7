package dev.onefold.benchmarks.measure;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * A figure that was measured in several rounds.
 *
 * @param median the figure
 * @param low the lower quartile
 * @param high the upper quartile
 * @param rounds how many rounds it is of
 */
public record Spread(double median, double low, double high, int rounds) {

    /**
     * Of what each round gave.
     *
     * @throws IllegalArgumentException of no rounds
     */
    public static Spread of(DoubleStream rounds) {
        double[] sorted = rounds.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("A figure of no rounds");
        }
        return new Spread(at(sorted, 0.5), at(sorted, 0.25), at(sorted, 0.75), sorted.length);
    }

    /** A figure that was counted once. */
    public static Spread once(double value) {
        return new Spread(value, value, value, 1);
    }

    private static double at(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    @Override
    public String toString() {
        return Arrays.toString(new double[] {low, median, high});
    }
}
