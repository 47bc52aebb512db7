package dev.onefold.spring;

import dev.onefold.Operation.LeasePolicy;
import dev.onefold.Operation.Retention;
import dev.onefold.Operation.Waiting;
import java.time.Duration;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** The times that an annotation names, and the application's for those it does not. */
record Durations(IdempotencySettings settings, Idempotent annotation) {

    Retention retention() {
        Retention usual = settings.retention();
        Duration answer = parse(annotation.answerFor(), usual.answer());
        Duration tombstone = parse(annotation.tombstoneFor(), usual.tombstone());
        return new Retention(answer, tombstone.compareTo(answer) < 0 ? answer : tombstone);
    }

    Waiting waiting() {
        Waiting usual = settings.waiting();
        return new Waiting(parse(annotation.waitAtMost(), usual.atMost()), usual.waiters());
    }

    static LeasePolicy lease(Idempotent annotation) {
        LeasePolicy usual = LeasePolicy.DEFAULT;
        return new LeasePolicy(usual.length(), usual.renewEvery(), annotation.inDoubt());
    }

    private static Duration parse(String text, Duration otherwise) {
        return text.isEmpty() ? otherwise : DurationFormatterUtils.detectAndParse(text);
    }
}
