package dev.onefold.check.report;

import dev.onefold.check.CheckReport;
import dev.onefold.check.Finding;
import dev.onefold.check.Finding.Status;
import dev.onefold.check.load.Kind;
import dev.onefold.check.load.LoadReport;
import dev.onefold.check.load.LoadReport.Latency;
import java.util.Locale;

/** For a terminal. */
final class TextReport {

    private static final int ID_COLUMNS = 23;
    private static final int SHOWN_STEPS = 12;

    private final StringBuilder text = new StringBuilder();
    private final boolean colour;

    private TextReport(boolean colour) {
        this.colour = colour;
    }

    static String write(CheckReport report, boolean colour) {
        TextReport written = new TextReport(colour);
        String target = "";
        for (Finding finding : report.findings()) {
            if (!finding.target().equals(target)) {
                target = finding.target();
                written.line("");
                written.line(target.isEmpty() ? "No target for" : target);
            }
            written.row(finding);
        }
        report.findings(Status.FAIL).forEach(written::failure);
        report.load().ifPresent(written::load);
        written.line("");
        String word = report.failed() ? written.red("FAIL") : written.green("PASS");
        written.line(word + "  " + report.verdict() + " (" + Words.tally(report) + "; " + Words.effort(report) + ")");
        return written.text.toString();
    }

    private void row(Finding finding) {
        String id =
                finding.id() + " ".repeat(Math.max(1, ID_COLUMNS - finding.id().length()));
        line("  " + word(finding.status()) + "  " + id + finding.detail());
    }

    private String word(Status status) {
        return switch (status) {
            case PASS -> green("pass");
            case FAIL -> red("FAIL");
            case NA -> "n/a ";
        };
    }

    private void failure(Finding finding) {
        line("");
        line(red("FAIL") + " " + finding.id() + " ("
                + Words.lower(finding.card().severity()) + "; " + finding.card().source() + ")");
        line("  must hold   " + finding.card().title());
        line("  found       " + finding.detail());
        int shown = Math.min(SHOWN_STEPS, finding.steps().size());
        for (int place = 0; place < shown; place++) {
            line((place == 0 ? "  sent        " : "              ")
                    + finding.steps().get(place).sent());
            line("                → " + finding.steps().get(place).came());
        }
        if (shown < finding.steps().size()) {
            line("              and " + (finding.steps().size() - shown) + " more");
        }
        line("  means       " + finding.card().meaning());
        line("  what to do  " + finding.card().remedy());
        if (!finding.reproduction().isEmpty()) {
            line("  again       " + finding.reproduction());
        }
    }

    private void load(LoadReport load) {
        line("");
        line(String.format(
                Locale.ROOT,
                "Load: %,d keys, %,d copies each, %d callers, zipf %.2f: %,.0f requests a second",
                load.plan().keys(),
                load.plan().copies(),
                load.plan().concurrency(),
                load.plan().zipf(),
                load.rate()));
        line(String.format(
                Locale.ROOT,
                "  %-10s%10s%12s%12s%12s%12s%12s",
                "answer",
                "count",
                "p50",
                "p90",
                "p99",
                "p99.9",
                "max"));
        for (Kind kind : Kind.values()) {
            Latency latency = load.latencies().get(kind);
            if (latency != null) {
                line(String.format(
                        Locale.ROOT,
                        "  %-10s%,10d%12s%12s%12s%12s%12s",
                        kind.title(),
                        latency.count(),
                        Words.micros(latency.p50Micros()),
                        Words.micros(latency.p90Micros()),
                        Words.micros(latency.p99Micros()),
                        Words.micros(latency.p999Micros()),
                        Words.micros(latency.maxMicros())));
            }
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String green(String word) {
        return colour ? "\u001b[32m" + word + "\u001b[0m" : word;
    }

    private String red(String word) {
        return colour ? "\u001b[31m" + word + "\u001b[0m" : word;
    }
}
