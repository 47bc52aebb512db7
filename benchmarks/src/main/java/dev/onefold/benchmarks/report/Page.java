package dev.onefold.benchmarks.report;

import dev.onefold.benchmarks.measure.Spread;
import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The page of a run: {@code docs/reference/performance.md}, and its plots beside it. */
public final class Page {

    private static final String PLOTS = "performance";

    private Page() {}

    /**
     * Writes the page and its plots.
     *
     * @param runs what was found; the first counts where two measured the same
     * @param directory of the page, {@code docs/reference}
     */
    public static void write(List<JsonFile.Document> runs, Path directory) {
        try {
            Files.createDirectories(directory.resolve(PLOTS));
            for (Findings.Table table : tables(runs).keySet()) {
                Files.writeString(directory.resolve(PLOTS).resolve(table.key() + ".svg"), BarChart.of(table));
            }
            Files.writeString(directory.resolve("performance.md"), text(runs));
        } catch (IOException e) {
            throw new NoVerdictException("the page cannot be written: " + e.getMessage(), e);
        }
    }

    /** Each table once, and the run that measured it. */
    private static Map<Findings.Table, Circumstances> tables(List<JsonFile.Document> runs) {
        Map<Findings.Table, Circumstances> tables = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        for (JsonFile.Document run : runs) {
            for (Findings.Table table : run.tables()) {
                if (keys.add(table.key())) {
                    tables.put(table, run.circumstances());
                }
            }
        }
        return tables;
    }

    private static String text(List<JsonFile.Document> runs) {
        StringBuilder page = new StringBuilder();
        head(page, runs);
        page.append(Goals.table(runs)).append('\n');
        for (JsonFile.Document run : runs) {
            run.skipped()
                    .forEach((what, why) -> page.append("Not measured here: ")
                            .append(what)
                            .append(" (")
                            .append(why)
                            .append(").\n\n"));
        }
        tables(runs).forEach((table, run) -> table(page, table, run));
        Map<String, Spread> figures = new LinkedHashMap<>();
        runs.forEach(run -> run.figures().forEach(figures::putIfAbsent));
        if (!figures.isEmpty()) {
            page.append("## Other figures\n\n| | median | quartiles |\n|---|--:|--:|\n");
            figures.forEach((name, spread) -> page.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %,.1f | %,.1f – %,.1f |%n",
                    name,
                    spread.median(),
                    spread.low(),
                    spread.high())));
        }
        return page.toString();
    }

    /** Names of tables, in the order of the page. */
    private static String measuredBy(Circumstances run, Map<Findings.Table, Circumstances> tables) {
        return tables.entrySet().stream()
                .filter(entry -> entry.getValue().equals(run))
                .map(entry -> '`' + entry.getKey().key() + '`')
                .collect(Collectors.joining(", "));
    }

    private static void head(StringBuilder page, List<JsonFile.Document> documents) {
        List<Circumstances> runs =
                documents.stream().map(JsonFile.Document::circumstances).toList();
        Map<Findings.Table, Circumstances> tables = tables(documents);
        page.append("# Performance\n\n");
        page.append(
                "This page is written by `./onefold bench --report FILE`, from what `./onefold bench --json FILE` measured.\n\n");
        for (Circumstances run : runs) {
            page.append(String.format(
                    Locale.ROOT,
                    "**The %s run.** %s, %,.0f minutes, on %s, %s; load average at its beginning %.1f. PostgreSQL on the same"
                            + " machine with `fsync=%s`, `synchronous_commit=%s`, `full_page_writes=%s`, `shared_buffers=%s`. Tables of it: %s.%n%n",
                    run.effort(),
                    run.date(),
                    Math.ceil(run.seconds() / 60),
                    run.machine(),
                    run.jvm(),
                    run.load(),
                    run.durability().get("fsync"),
                    run.durability().get("synchronous_commit"),
                    run.durability().get("full_page_writes"),
                    run.durability().get("shared_buffers"),
                    measuredBy(run, tables)));
        }
        if (runs.stream().anyMatch(Circumstances::isProvisional)) {
            page.append(
                    "> **Provisional** is what comes from a run that was short, or on a machine busy with something else. CPU"
                            + " time and WAL bytes of a request hold in spite of it; throughput and its ratios need more.\n\n");
        }
        page.append(
                "**How it is measured.** Ways of doing the same thing take turns, in an order that rotates, in one run. A ratio is"
                        + " taken within each round; the figure is the median of the rounds, the spread its quartiles. Every request is"
                        + " new unless a replay is measured, and one that is not applied ends the run. CPU is that of the application's process and the database's together, for"
                        + " each request. *Unprotected* is one balance update and one order insert in a transaction; the *floor* adds one"
                        + " bare insert of the bytes that a record has. *Coalesced* does the same business in one statement for all"
                        + " that wait, and for one that is alone in the two statements of the others; *batch* is coalesced on a store"
                        + " that keeps no records, and *batch, bare inserts* on one that keeps the least: an identity with its"
                        + " index, a fingerprint, the place of the answer; nothing is claimed or looked for, and nothing expires."
                        + " Expiry counts in a window that begins with it and is as long as those before"
                        + " and after (`expiry_foreground_strictly`: to its end, which comes sooner). Latencies come from requests at a fixed rate and count from when"
                        + " each was due.\n\n");
        page.append(
                "**Run it yourself.** `./onefold bench` takes about 40 minutes and wants the machine for itself; `./onefold bench"
                        + " --quick` about 8. `--only NAME` measures one thing, `--list` names them.\n\n");
    }

    private static void table(StringBuilder page, Findings.Table table, Circumstances run) {
        page.append("## ").append(table.title()).append(run.isProvisional() ? " (provisional)\n\n" : "\n\n");
        page.append("![")
                .append(table.title())
                .append("](")
                .append(PLOTS)
                .append('/')
                .append(table.key())
                .append(".svg)\n\n");
        if (!table.note().isEmpty()) {
            page.append(table.note()).append("\n\n");
        }
        page.append(
                "| | share | quartiles | per second | CPU µs | of it database | WAL bytes |\n|---|--:|--:|--:|--:|--:|--:|\n");
        for (Findings.Line line : table.lines()) {
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f – %.2f | %,.0f | %,.0f | %,.0f | %,.0f |%n",
                    line.way(),
                    line.share().median(),
                    line.share().low(),
                    line.share().high(),
                    line.throughput().median(),
                    line.cpuMicros().median(),
                    line.serverMicros().median(),
                    line.walBytes().median()));
        }
        page.append('\n');
    }
}
