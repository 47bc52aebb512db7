package dev.onefold.benchmarks.report;

import java.io.PrintStream;
import java.util.Locale;

/** What was found, for a terminal. */
public final class Summary {

    private Summary() {}

    public static void print(Findings findings, PrintStream out) {
        for (Findings.Table table : findings.tables()) {
            out.println();
            out.println(table.title() + " (beside " + table.base() + ")");
            out.printf(
                    "  %-28s %8s %15s %10s %10s %10s %10s%n",
                    "", "share", "quartiles", "per sec", "CPU us", "of server", "WAL bytes");
            for (Findings.Line line : table.lines()) {
                out.printf(
                        Locale.ROOT,
                        "  %-28s %8.3f %7.3f-%-7.3f %10.0f %10.1f %10.1f %10.0f%n",
                        line.way(),
                        line.share().median(),
                        line.share().low(),
                        line.share().high(),
                        line.throughput().median(),
                        line.cpuMicros().median(),
                        line.serverMicros().median(),
                        line.walBytes().median());
            }
        }
        out.println();
        findings.ratios().forEach((key, spread) -> out.printf(Locale.ROOT, "%-28s %8.3f%n", key, spread.median()));
        findings.figures().forEach((key, spread) -> out.printf(Locale.ROOT, "%-28s %8.1f%n", key, spread.median()));
        findings.skipped().forEach((what, why) -> out.println("not measured: " + what + " (" + why + ")"));
        out.flush();
    }
}
