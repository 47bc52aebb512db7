package dev.onefold;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How often what happened, over one run or many. */
final class SimStats {

    enum What {
        REQUESTS,
        JOINED,
        CRASHES,
        LOST,
        LATE,
        TRANSIENT,
        PAUSES,
        OUTAGES,
        CLOCK_JUMPS,
        COMMITS_LOST,
        COMMITS_REFUSED,
        CONFLICTS,
        TAKEOVERS,
        LAPSES_SEEN_BY_OWNER,
        FENCED_OFF,
        FORGOTTEN,
        APPLIED,
        REPLAYED,
        IN_PROGRESS,
        MISMATCH,
        REJECTED,
        STALE,
        UNKNOWN,
        EXPIRED,
        FAILED
    }

    private final Map<What, Long> counts = new EnumMap<>(What.class);

    void count(What what) {
        counts.merge(what, 1L, Long::sum);
    }

    long of(What what) {
        return counts.getOrDefault(what, 0L);
    }

    void add(SimStats other) {
        other.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
    }

    boolean faulty() {
        return of(What.CRASHES)
                        + of(What.LOST)
                        + of(What.LATE)
                        + of(What.TRANSIENT)
                        + of(What.PAUSES)
                        + of(What.OUTAGES)
                        + of(What.COMMITS_REFUSED)
                > 0;
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(entry ->
                        entry.getKey().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                                + ' '
                                + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
