package dev.onefold.benchmarks.measure;

/**
 * One turn of one way.
 *
 * @param units how many units of work were done
 * @param seconds in how long
 * @param clientSeconds of CPU, of the process that is measured
 * @param serverSeconds of CPU, of the database's processes
 * @param walBytes what the database wrote ahead
 */
public record Sample(long units, double seconds, double clientSeconds, double serverSeconds, long walBytes) {

    /** Units a second. */
    public double throughput() {
        return units / seconds;
    }

    /** CPU time of each unit, in microseconds: the process's and the database's together. */
    public double cpuMicros() {
        return (clientSeconds + serverSeconds) * 1e6 / Math.max(1, units);
    }

    /** The database's part of {@link #cpuMicros}. */
    public double serverMicros() {
        return serverSeconds * 1e6 / Math.max(1, units);
    }

    /** WAL of each unit, in bytes. */
    public double wal() {
        return walBytes / (double) Math.max(1, units);
    }
}
