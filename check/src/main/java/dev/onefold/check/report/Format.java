package dev.onefold.check.report;

import dev.onefold.check.CheckReport;

/** How a report is written. */
public enum Format {
    /** A table, and what failed, for a terminal. */
    TEXT,
    /** Everything, for a program. */
    JSON,
    /** JUnit's XML: a test case for each check. */
    JUNIT,
    /** SARIF 2.1.0: what failed, for code scanning. */
    SARIF,
    /** One page with charts that loads nothing. */
    HTML,
    /** A table, for a pull request. */
    MARKDOWN;

    /** The report in this format. */
    public String write(CheckReport report) {
        return switch (this) {
            case TEXT -> TextReport.write(report, false);
            case JSON -> JsonReport.write(report);
            case JUNIT -> JunitReport.write(report);
            case SARIF -> SarifReport.write(report);
            case HTML -> HtmlReport.write(report);
            case MARKDOWN -> MarkdownReport.write(report);
        };
    }

    /** The text for a terminal that has colours. */
    public static String inColour(CheckReport report) {
        return TextReport.write(report, true);
    }

    /** The JSON of a run that came to no verdict: {@code verdict} is {@code none}, and {@code summary} says why. */
    public static String jsonWithoutVerdict(String reason) {
        return JsonReport.withoutVerdict(reason);
    }
}
