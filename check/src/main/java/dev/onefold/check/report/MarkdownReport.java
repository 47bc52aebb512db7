package dev.onefold.check.report;

import dev.onefold.check.CheckReport;
import dev.onefold.check.Finding;
import dev.onefold.check.Finding.Status;

/** For a pull request. */
final class MarkdownReport {

    private MarkdownReport() {}

    static String write(CheckReport report) {
        StringBuilder page = new StringBuilder("## Idempotency: ")
                .append(Words.verdict(report))
                .append("\n\n");
        page.append(report.verdict()).append(". ").append(Words.tally(report)).append("; ");
        page.append(Words.effort(report)).append(".\n\n| | check | detail |\n|---|---|---|\n");
        for (Finding finding : report.findings()) {
            page.append("| ")
                    .append(word(finding.status()))
                    .append(" | `")
                    .append(finding.id())
                    .append("` | ");
            page.append(cell(finding.detail())).append(" |\n");
        }
        for (Finding finding : report.findings(Status.FAIL)) {
            page.append("\n### ").append(finding.id()).append("\n\n");
            page.append(finding.card().meaning())
                    .append(' ')
                    .append(finding.card().remedy())
                    .append("\n\n```\n");
            finding.steps()
                    .forEach(step -> page.append(step.sent())
                            .append("\n  -> ")
                            .append(step.came())
                            .append('\n'));
            page.append(finding.reproduction()).append("\n```\n");
        }
        return page.toString();
    }

    private static String word(Status status) {
        return switch (status) {
            case PASS -> "pass";
            case FAIL -> "**FAIL**";
            case NA -> "n/a";
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
