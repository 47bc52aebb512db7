package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.WireResponse;
import java.util.List;

/** The headers of a replay that belong to the answer. */
final class ReplayHeaders implements Rule {

    private static final List<String> FIELDS =
            List.of("Content-Type", "Content-Language", "Content-Location", "Location", "ETag", "Last-Modified");

    private static final Card CARD = new Card(
            "replay-headers",
            "a replay has the Content-Type, Location and ETag of the first answer",
            Severity.MAJOR,
            "R7",
            "A client that retries does not learn where the new resource is, or cannot read what it gets.",
            "Store an allow-list of headers with the answer: Content-Type, Content-Language, "
                    + "Content-Location, Location, ETag, Last-Modified, Link.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        Intent intent = trial.intent();
        WireResponse first = trial.answer("first", trial.target().keyed(intent));
        WireResponse second = trial.decided("retry", trial.target().keyed(intent));
        if (!Answers.accepted(second)) {
            return Verdict.notApplicable("the retry was answered with " + second.status() + "; see replay-status");
        }
        List<String> different = FIELDS.stream()
                .filter(field -> !second.body().isEmpty() || !field.startsWith("Content-"))
                .filter(field -> !first.headers(field).equals(second.headers(field)))
                .map(field -> field + " was " + first.headers(field) + " and is " + second.headers(field))
                .toList();
        return different.isEmpty()
                ? Verdict.pass("the same, where there are any")
                : Verdict.fail(String.join("; ", different));
    }
}
