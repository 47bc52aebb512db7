package dev.onefold.jdbc;

import dev.onefold.Decision;
import dev.onefold.Rejection;
import dev.onefold.row.BatchDeductions;
import dev.onefold.row.Deductions;
import dev.onefold.row.RowKey;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Shares out what there is of rows that are locked, in memory: first come, first served, and each all or nothing. */
final class Allotment {

    /**
     * What a row has.
     *
     * @param left how much may still be taken
     * @param back how much may be given back at most
     */
    record Stand(long left, long back) {

        boolean allows(long amount) {
            return amount <= left && -amount <= back;
        }

        Stand after(long amount) {
            return new Stand(left - amount, back == Long.MAX_VALUE ? back : back + amount);
        }
    }

    private final Map<RowKey, Stand> stands;
    private final SortedMap<RowKey, Long> changes = new TreeMap<>();

    Allotment(Map<RowKey, Stand> stands) {
        this.stands = stands;
    }

    Decision<SortedMap<RowKey, Long>> serve(Map<RowKey, Long> request) {
        for (Map.Entry<RowKey, Long> line : new TreeMap<>(request).entrySet()) {
            Stand stand = stands.get(line.getKey());
            if (line.getValue() == 0) {
                throw new IllegalArgumentException("A deduction of 0 from a row changes nothing");
            }
            if (stand == null) {
                return new Decision.Discard<>(
                        Rejection.of(BatchDeductions.ROW_MISSING, "There is no row " + line.getKey()));
            }
            if (!stand.allows(line.getValue())) {
                return new Decision.Decline<>(
                        Rejection.of(Deductions.INSUFFICIENT, "Not enough is left of " + line.getKey()));
            }
        }
        SortedMap<RowKey, Long> left = new TreeMap<>();
        request.forEach((key, amount) -> {
            Stand stand = Objects.requireNonNull(stands.get(key)).after(amount);
            stands.put(key, stand);
            changes.merge(key, amount, Long::sum);
            left.put(key, stand.left());
        });
        return new Decision.Accept<>(left);
    }

    /** How much was taken from each row; what was taken and given back again is none. */
    SortedMap<RowKey, Long> changes() {
        changes.values().removeIf(amount -> amount == 0);
        return changes;
    }
}
