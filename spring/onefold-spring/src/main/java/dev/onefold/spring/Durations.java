package dev.onefold.spring;

import dev.onefold.Operation.LeasePolicy;
import dev.onefold.Operation.Retention;
import dev.onefold.Operation.Waiting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** The times that are set for an operation, or else that its annotation names, or else the application's. */
record Durations(IdempotencySettings settings, String operation, Idempotent annotation) {

    Retention retention() {
        Retention usual = settings.retention();
        OperationSettings own = settings.operation(operation);
        Duration answer = first(own.answer(), annotation.answerFor(), usual.answer());
        Duration tombstone = first(own.tombstone(), annotation.tombstoneFor(), usual.tombstone());
        return new Retention(answer, tombstone.compareTo(answer) < 0 ? answer : tombstone);
    }

    Waiting waiting() {
        Waiting usual = settings.waiting();
        Duration atMost = first(settings.operation(operation).waitAtMost(), annotation.waitAtMost(), usual.atMost());
        Duration onRequest = usual.onRequest().compareTo(atMost) < 0 ? atMost : usual.onRequest();
        return new Waiting(atMost, usual.waiters(), onRequest);
    }

    static LeasePolicy lease(Idempotent annotation) {
        LeasePolicy usual = LeasePolicy.DEFAULT;
        return new LeasePolicy(usual.length(), usual.renewEvery(), annotation.inDoubt());
    }

    private static Duration first(@Nullable Duration own, String text, Duration otherwise) {
        if (own != null) {
            return own;
        }
        return text.isEmpty() ? otherwise : DurationFormatterUtils.detectAndParse(text);
    }
}
