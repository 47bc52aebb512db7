package dev.onefold.check;

import dev.onefold.check.Finding.Status;
import dev.onefold.check.oracle.HttpOracle;
import dev.onefold.check.rule.Settings;
import dev.onefold.check.subject.Call;
import dev.onefold.check.subject.Target;
import dev.onefold.check.toys.ToyServer;
import dev.onefold.check.wire.Origin;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The order API of a toy, checked. */
final class Checked {

    static final Settings QUICK =
            Settings.DEFAULT.withCopies(8).withRounds(2).withPatienceMillis(400).withSettleMillis(200);

    private Checked() {}

    static Target target(ToyServer server, String path) {
        return target(server.origin(), path);
    }

    static Target target(Origin origin, String path) {
        Call call = Call.of("POST", origin + path)
                .withHeader("Authorization: Bearer one")
                .withHeader("Content-Type: application/json")
                .withBody("{\"reference\":\"{{ref}}\",\"quantity\":2}");
        return Target.of(call)
                .otherHeader("Authorization: Bearer two")
                .failingHeader("X-Fail: now")
                .build();
    }

    static CheckReport report(Target target, boolean counted) {
        return report(target, counted ? "GET /orders?ref={{ref}} | $.total" : null);
    }

    static CheckReport report(Target target, @Nullable String question, String... only) {
        HttpOracle oracle = question == null ? null : HttpOracle.parse(question, target.call(), null);
        CheckBuilder check = IdempotencyCheck.builder().target(target, oracle).settings(QUICK);
        for (String id : only) {
            check.only(id);
        }
        return check.build().run();
    }

    /** What failed, and why. */
    static Set<String> failed(CheckReport report) {
        return report.findings(Status.FAIL).stream().map(Finding::id).collect(Collectors.toCollection(TreeSet::new));
    }

    static String told(CheckReport report) {
        return report.findings().stream()
                .map(finding -> finding.status() + " " + finding.id() + ": " + finding.detail() + "\n"
                        + finding.steps().stream()
                                .map(step -> "      " + step.sent() + "\n      -> " + step.came() + "\n")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }
}
