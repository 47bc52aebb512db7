package dev.onefold.check.report;

import dev.onefold.check.CheckReport;
import dev.onefold.check.Finding;
import dev.onefold.check.Finding.Status;
import dev.onefold.check.load.Kind;
import dev.onefold.check.load.LoadReport;
import dev.onefold.check.load.LoadReport.Latency;
import dev.onefold.check.rule.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** One page that loads nothing. */
final class HtmlReport {

    private static final String STYLE = style();

    private final StringBuilder page = new StringBuilder();

    private HtmlReport() {}

    static String write(CheckReport report) {
        HtmlReport written = new HtmlReport();
        written.head(report);
        report.findings(Status.FAIL).forEach(written::failure);
        report.load().ifPresent(written::load);
        written.table(report);
        written.page.append("</main></body></html>\n");
        return written.page.toString();
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("style.css")) {
            if (in == null) {
                throw new IllegalStateException("style.css is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void head(CheckReport report) {
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<title>Idempotency: ")
                .append(Words.verdict(report))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><main>");
        page.append("<header class=\"").append(Words.verdict(report)).append("\"><h1>");
        page.append(report.failed() ? "Fail" : "Pass").append("</h1><p>").append(text(report.verdict()));
        page.append("</p></header>").append(Charts.tally(report));
        page.append("<p class=\"quiet\">").append(Words.tally(report)).append("; ");
        page.append(Words.effort(report)).append("</p>");
    }

    private void failure(Finding finding) {
        page.append("<article><h2>").append(text(finding.id())).append(" <span class=\"severity ");
        page.append(Words.lower(finding.card().severity())).append("\">");
        page.append(Words.lower(finding.card().severity())).append("</span></h2>");
        page.append("<p class=\"detail\">").append(text(finding.detail())).append("</p>");
        page.append("<p>").append(text(finding.card().meaning())).append("</p>");
        page.append("<p><b>What to do.</b> ")
                .append(text(finding.card().remedy()))
                .append("</p>");
        steps(finding.steps());
        if (!finding.reproduction().isEmpty()) {
            page.append("<pre>").append(text(finding.reproduction())).append("</pre>");
        }
        page.append("<p class=\"quiet\">").append(text(finding.target())).append(" · must hold: ");
        page.append(text(finding.card().title()))
                .append(" (")
                .append(text(finding.card().source()))
                .append(")</p>");
        page.append("</article>");
    }

    private void steps(List<Step> steps) {
        page.append("<ol>");
        for (Step step : steps) {
            page.append("<li><code>").append(text(step.sent())).append("</code><br>→ ");
            page.append(text(step.came())).append("</li>");
        }
        page.append("</ol>");
    }

    private void load(LoadReport load) {
        page.append("<section><h2>Load</h2><p>");
        page.append(String.format(
                Locale.ROOT,
                "%,d keys, %,d copies each, %d callers, zipf %.2f: %,.0f requests a second",
                load.plan().keys(),
                load.plan().copies(),
                load.plan().concurrency(),
                load.plan().zipf(),
                load.rate()));
        page.append("</p>").append(Charts.latencies(load));
        page.append("<table class=\"numbers\"><tr><th>answer<th>count<th>p50<th>p90<th>p99<th>p99.9<th>max</tr>");
        for (Kind kind : Kind.values()) {
            Latency latency = load.latencies().get(kind);
            if (latency != null) {
                page.append("<tr><td><span class=\"key ").append(kind.title()).append("\"></span>");
                page.append(kind.title()).append("<td>");
                page.append(String.format(Locale.ROOT, "%,d", latency.count()));
                for (long micros : new long[] {
                    latency.p50Micros(),
                    latency.p90Micros(),
                    latency.p99Micros(),
                    latency.p999Micros(),
                    latency.maxMicros()
                }) {
                    page.append("<td>").append(Words.micros(micros));
                }
                page.append("</tr>");
            }
        }
        page.append("</table></section>");
    }

    private void table(CheckReport report) {
        page.append("<section><h2>All checks</h2><table>");
        String target = "";
        for (Finding finding : report.findings()) {
            if (!finding.target().equals(target)) {
                target = finding.target();
                page.append("<tr><th colspan=\"3\">").append(text(target.isEmpty() ? "No target for" : target));
                page.append("</th></tr>");
            }
            page.append("<tr><td class=\"").append(Words.status(finding)).append("\">");
            page.append(finding.status() == Status.NA ? "n/a" : Words.status(finding))
                    .append("<td><details><summary>");
            page.append(text(finding.id()))
                    .append("</summary><p>")
                    .append(text(finding.card().title()));
            page.append(" <span class=\"quiet\">(")
                    .append(text(finding.card().source()))
                    .append(")</span></p>");
            steps(finding.steps());
            page.append("</details><td>").append(text(finding.detail())).append("</tr>");
        }
        page.append("</table></section>");
    }

    private static String text(String text) {
        return Words.escaped(text);
    }
}
