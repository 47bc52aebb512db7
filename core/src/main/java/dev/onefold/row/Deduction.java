package dev.onefold.row;

import dev.onefold.RecordId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one request takes, from one row or from several.
 *
 * @param request who asks and under which name: the same one is never done twice
 * @param lines 1 to 500; several lines of one row are added up before anything is compared
 */
public record Deduction(RecordId request, List<Line> lines) {

    private static final int MOST_LINES = 500;

    /**
     * A line.
     *
     * @param amount how much is taken, or given back if it is below zero
     */
    public record Line(RowKey key, long amount) {}

    public Deduction {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            throw new IllegalArgumentException("A deduction has 1 to " + MOST_LINES + " lines, not " + lines.size());
        }
        if (sum(lines).containsValue(0L)) {
            throw new IllegalArgumentException("A deduction of 0 from a row changes nothing");
        }
    }

    /** From one row. */
    public static Deduction of(RecordId request, RowKey key, long amount) {
        return new Deduction(request, List.of(new Line(key, amount)));
    }

    /** This with one more line. */
    public Deduction and(RowKey key, long amount) {
        return new Deduction(
                request,
                Stream.concat(lines.stream(), Stream.of(new Line(key, amount))).toList());
    }

    /** The amount for each row, in the order of the keys. */
    public SortedMap<RowKey, Long> amounts() {
        return sum(lines);
    }

    private static SortedMap<RowKey, Long> sum(List<Line> lines) {
        SortedMap<RowKey, Long> amounts = new TreeMap<>();
        lines.forEach(line -> amounts.merge(line.key(), line.amount(), Math::addExact));
        return amounts;
    }
}
