package dev.onefold.benchmarks.measure;

/**
 * One turn of one way.
 *
 * @param units how many units of work were done
 * @param seconds in how long
 * @param cpuSeconds of this process and the database's together
 * @param walBytes what the database wrote ahead
 */
public record Sample(long units, double seconds, double cpuSeconds, long walBytes) {

    /** Units a second. */
    public double throughput() {
        return units / seconds;
    }

    /** CPU time of each unit, in microseconds. */
    public double cpuMicros() {
        return cpuSeconds * 1e6 / Math.max(1, units);
    }

    /** WAL of each unit, in bytes. */
    public double wal() {
        return walBytes / (double) Math.max(1, units);
    }
}
