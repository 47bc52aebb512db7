package dev.onefold.benchmarks.report;

import dev.onefold.benchmarks.measure.Result;
import dev.onefold.benchmarks.measure.Sample;
import dev.onefold.benchmarks.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run has found so far. For one thread. */
public final class Findings {

    /**
     * One way in a table.
     *
     * @param share of the throughput of the table's base
     */
    public record Line(
            String way, Spread share, Spread throughput, Spread cpuMicros, Spread serverMicros, Spread walBytes) {}

    /**
     * The ways of one contest.
     *
     * @param note what else a reader has to know; may be empty
     */
    public record Table(String key, String title, int callers, String base, String note, List<Line> lines) {}

    private final Map<String, Spread> ratios = new TreeMap<>();
    private final Map<String, Spread> figures = new TreeMap<>();
    private final Map<String, String> skipped = new TreeMap<>();
    private final List<Table> tables = new ArrayList<>();

    /** A ratio of the report's first table. */
    public Findings ratio(String key, Spread spread) {
        ratios.put(key, spread);
        return this;
    }

    /** A figure that is no ratio, its unit at the end of its name. */
    public Findings figure(String key, Spread spread) {
        figures.put(key, spread);
        return this;
    }

    /** All ways of a contest, beside one of them. */
    public Findings table(String key, String title, Result result, String base) {
        return table(key, title, result, base, "");
    }

    /** The same, with a note. */
    public Findings table(String key, String title, Result result, String base, String note) {
        List<Line> lines = new ArrayList<>();
        for (String way : result.samples().keySet()) {
            lines.add(new Line(
                    way,
                    result.ratio(way, base, Sample::throughput),
                    result.of(way, Sample::throughput),
                    result.of(way, Sample::cpuMicros),
                    result.of(way, Sample::serverMicros),
                    result.of(way, Sample::wal)));
        }
        tables.add(new Table(key, title, result.callers(), base, note, lines));
        return this;
    }

    /** Something that could not be measured here, and why. */
    public Findings skipped(String what, String why) {
        skipped.put(what, why);
        return this;
    }

    public Map<String, String> skipped() {
        return skipped;
    }

    public Map<String, Spread> ratios() {
        return ratios;
    }

    public Map<String, Spread> figures() {
        return figures;
    }

    public List<Table> tables() {
        return tables;
    }
}
