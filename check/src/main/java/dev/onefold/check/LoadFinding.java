package dev.onefold.check;

import dev.onefold.check.Finding.Status;
import dev.onefold.check.load.Kind;
import dev.onefold.check.load.LoadReport;
import dev.onefold.check.rule.Rule;
import dev.onefold.check.rule.Severity;
import dev.onefold.check.subject.Target;
import java.util.List;
import java.util.Locale;

/** What a load run says about effects; how fast it was is no verdict. */
final class LoadFinding {

    private static final Rule.Card CARD = new Rule.Card(
            "load",
            "under load each key has one effect",
            Severity.CRITICAL,
            "C1, C5",
            "What holds for one key at a time does not hold for many at once.",
            "Look for look-up and then act, for caches that are filled before the commit, and for pools that run out.");

    private LoadFinding() {}

    static Finding of(Target target, LoadReport report, String reproduction) {
        LoadReport.Latency other = report.latencies().get(Kind.OTHER);
        long failed = other == null ? 0 : other.count();
        String sent = String.format(
                Locale.ROOT,
                "%,d keys, %,d requests, %,.0f a second",
                report.plan().keys(),
                report.plan().requests(),
                report.rate());
        if (!report.wrong().isEmpty()) {
            return finding(target, Status.FAIL, sent + ": " + String.join("; ", report.wrong()), reproduction);
        }
        if (failed > 0) {
            return finding(
                    target,
                    Status.FAIL,
                    sent + ": " + failed + " were answered with an error or not at all",
                    reproduction);
        }
        String effects = report.keysCounted() == 0
                ? "effects were not counted"
                : "one effect each, counted for " + report.keysCounted() + " keys";
        return finding(target, Status.PASS, sent + "; " + effects, reproduction);
    }

    private static Finding finding(Target target, Status status, String detail, String reproduction) {
        return new Finding(target.toString(), CARD, status, detail, List.of(), reproduction);
    }
}
