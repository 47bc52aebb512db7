package dev.onefold.check;

import dev.onefold.check.Finding.Status;
import dev.onefold.check.load.LoadReport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param findings one for each rule and target
 * @param counted whether effects were counted, and not only answers compared
 * @param seed what the run was made from
 * @param requests how many were sent
 * @param seconds how long it took
 * @param measured what a load run measured; null without one
 */
public record CheckReport(
        List<Finding> findings,
        boolean counted,
        long seed,
        int requests,
        double seconds,
        @Nullable LoadReport measured) {

    /** Copies the findings. */
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** What a load run measured. */
    public Optional<LoadReport> load() {
        return Optional.ofNullable(measured);
    }

    /** Whether anything failed. */
    public boolean failed() {
        return count(Status.FAIL) > 0;
    }

    /** How many findings are of a status. */
    public long count(Status status) {
        return findings.stream().filter(finding -> finding.status() == status).count();
    }

    /** The findings of a status. */
    public List<Finding> findings(Status status) {
        return findings.stream().filter(finding -> finding.status() == status).toList();
    }

    /** The verdict in a sentence; it never claims more than was looked at. */
    public String verdict() {
        if (failed()) {
            return count(Status.FAIL) + " of " + findings.size() + " checks failed";
        }
        return counted ? "every effect happened once" : "answers agree; effects not counted";
    }
}
