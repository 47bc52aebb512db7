package dev.onefold.check.load;

import java.util.List;
import java.util.Map;

/**
 * What a load run measured. Times are from the first byte sent to the last byte of the answer; every caller sends the next
 * request when the last one is answered, so they say nothing of what an open stream of requests would wait.
 *
 * @param plan what was sent
 * @param latencies by kind; only kinds that occurred
 * @param seconds how long it took
 * @param keysCounted of how many keys the effects were counted; 0 if nobody counts
 * @param wrong keys with another number of effects than one, each with its number
 */
public record LoadReport(
        LoadPlan plan, Map<Kind, Latency> latencies, double seconds, int keysCounted, List<String> wrong) {

    /** Copies the lists. */
    public LoadReport {
        latencies = Map.copyOf(latencies);
        wrong = List.copyOf(wrong);
    }

    /** Requests a second. */
    public double rate() {
        return latencies.values().stream().mapToLong(Latency::count).sum() / seconds;
    }

    /**
     * Of the answers of one kind.
     *
     * @param count how many
     * @param p50Micros half are as fast
     * @param p90Micros 90 % are as fast
     * @param p99Micros 99 % are as fast
     * @param p999Micros 99.9 % are as fast
     * @param maxMicros the slowest
     * @param curve for a picture: percentile, and microseconds within which so many were
     */
    public record Latency(
            long count,
            long p50Micros,
            long p90Micros,
            long p99Micros,
            long p999Micros,
            long maxMicros,
            List<Point> curve) {

        /** Copies the curve. */
        public Latency {
            curve = List.copyOf(curve);
        }
    }

    /**
     * A point of a curve.
     *
     * @param percentile from 0 to 100
     * @param micros within which so many were
     */
    public record Point(double percentile, long micros) {}
}
