package dev.onefold.check.report;

import dev.onefold.check.CheckReport;
import dev.onefold.check.Finding;
import dev.onefold.check.Finding.Status;
import java.util.Locale;
import java.util.stream.Collectors;

/** JUnit's XML, as build servers read it. */
final class JunitReport {

    private JunitReport() {}

    static String write(CheckReport report) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(String.format(
                Locale.ROOT,
                "<testsuite name=\"onefold check\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\" time=\"%.3f\">%n",
                report.findings().size(),
                report.count(Status.FAIL),
                report.count(Status.NA),
                report.seconds()));
        report.findings().forEach(finding -> xml.append(testCase(finding)));
        return xml.append("</testsuite>\n").toString();
    }

    private static String testCase(Finding finding) {
        String open = "  <testcase name=\""
                + Words.escaped(finding.id() + ": " + finding.card().title()) + "\" classname=\""
                + Words.escaped(finding.target().isEmpty() ? "onefold check" : finding.target()) + "\"";
        String detail = Words.escaped(finding.detail());
        return switch (finding.status()) {
            case PASS -> open + "/>\n";
            case NA -> open + ">\n    <skipped message=\"" + detail + "\"/>\n  </testcase>\n";
            case FAIL ->
                open + ">\n    <failure type=\"" + Words.lower(finding.card().severity()) + "\" message=\"" + detail
                        + "\">" + Words.escaped(told(finding)) + "</failure>\n  </testcase>\n";
        };
    }

    private static String told(Finding finding) {
        String steps = finding.steps().stream()
                .map(step -> step.sent() + "\n  -> " + step.came() + "\n")
                .collect(Collectors.joining());
        return "\n" + steps + finding.card().meaning() + "\n" + finding.card().remedy() + "\n" + finding.reproduction()
                + "\n";
    }
}
