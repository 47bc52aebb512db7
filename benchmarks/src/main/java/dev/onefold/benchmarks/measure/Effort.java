package dev.onefold.benchmarks.measure;

import java.util.List;

/**
 * How long to look.
 *
 * @param name what it is called in the report
 * @param rounds how often each way has its turn
 * @param warmUpMillis of each way before the first round
 * @param warmUpRequests of each way over HTTP before the first round: an application is compiled by what it does, not by
 *     the time it takes; with fewer, the compiler is measured
 * @param settleMillis of each turn before what is counted
 * @param windowMillis of each turn that is counted
 * @param callers how many callers the modes are measured at
 * @param records how many records are stored beforehand, least first
 * @param expired how many records expire during traffic
 */
public record Effort(
        String name,
        int rounds,
        int warmUpMillis,
        int warmUpRequests,
        int settleMillis,
        int windowMillis,
        List<Integer> callers,
        List<Integer> records,
        int expired) {

    /** Figures to print: about 40 minutes. */
    public static final Effort FULL = new Effort(
            "full",
            9,
            5_000,
            30_000,
            300,
            2_500,
            List.of(1, 16, 64, 256),
            List.of(0, 1_000_000, 10_000_000),
            1_000_000);

    /** Figures to look at: about 8 minutes. */
    public static final Effort QUICK =
            new Effort("quick", 3, 2_000, 20_000, 150, 700, List.of(1, 16, 256), List.of(0, 1_000_000), 100_000);

    /** No figures: whether everything runs. */
    public static final Effort SMOKE = new Effort("smoke", 1, 20, 10, 5, 60, List.of(2), List.of(0, 1_000), 100);
}
