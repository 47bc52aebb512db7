package dev.onefold.check.report;

import dev.onefold.check.CheckReport;
import dev.onefold.check.Finding;
import java.util.Locale;

/** What all formats say alike. */
final class Words {

    private Words() {}

    static String status(Finding finding) {
        return lower(finding.status());
    }

    static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    static String verdict(CheckReport report) {
        return report.failed() ? "fail" : "pass";
    }

    static String tally(CheckReport report) {
        return report.count(Finding.Status.PASS) + " passed, " + report.count(Finding.Status.FAIL) + " failed, "
                + report.count(Finding.Status.NA) + " do not apply";
    }

    static String effort(CheckReport report) {
        return String.format(
                Locale.ROOT, "%,d requests in %.1f s, seed %d", report.requests(), report.seconds(), report.seed());
    }

    /** For XML and HTML, text and attributes; what XML cannot hold is replaced. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "\uFFFD");
    }

    static String micros(long micros) {
        if (micros < 1_000) {
            return micros + " µs";
        }
        return micros < 1_000_000
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1_000.0)
                : String.format(Locale.ROOT, "%.2f s", micros / 1_000_000.0);
    }
}
