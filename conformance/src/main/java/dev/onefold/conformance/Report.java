package dev.onefold.conformance;

import dev.onefold.conformance.Verdict.Status;
import java.util.List;

/**
 * What came of all rules.
 *
 * @param subject the server's name
 * @param verdicts one for each rule, in the order of their ids
 */
public record Report(String subject, List<Verdict> verdicts) {

    /** Copies the verdicts. */
    public Report {
        verdicts = List.copyOf(verdicts);
    }

    /** How many rules ended so. */
    public long count(Status status) {
        return verdicts.stream().filter(verdict -> verdict.status() == status).count();
    }

    /** Those that the server breaks. */
    public List<Verdict> failures() {
        return verdicts.stream()
                .filter(verdict -> verdict.status() == Status.FAILED)
                .toList();
    }

    /** One line with the figures. */
    public String summary() {
        long executable = verdicts.size() - count(Status.NOT_EXECUTABLE);
        return subject + ": " + executable + " of " + verdicts.size() + " rules are executable; "
                + count(Status.PASSED) + " passed, " + count(Status.FAILED) + " failed, "
                + count(Status.NOT_APPLICABLE) + " not applicable";
    }

    /** A table for a terminal: every rule that was run, and why it failed or is not applicable. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Verdict verdict : verdicts) {
            if (verdict.status() != Status.NOT_EXECUTABLE) {
                text.append("%-5s %-14s %s%s%n"
                        .formatted(
                                verdict.id(),
                                word(verdict.status()),
                                verdict.title(),
                                verdict.why().isEmpty() ? "" : " (" + verdict.why() + ")"));
            }
        }
        return text.append(summary()).append(System.lineSeparator()).toString();
    }

    /** One line for each rule, for other programs: id, title, verdict and why, with a tab between them. */
    public String lines() {
        StringBuilder lines = new StringBuilder();
        for (Verdict verdict : verdicts) {
            lines.append(String.join("\t", verdict.id(), verdict.title(), word(verdict.status()), verdict.why()))
                    .append('\n');
        }
        return lines.toString();
    }

    /** The word for a status. */
    public static String word(Status status) {
        return switch (status) {
            case PASSED -> "passed";
            case FAILED -> "FAILED";
            case NOT_APPLICABLE -> "not applicable";
            case NOT_EXECUTABLE -> "not executable";
        };
    }
}
