package dev.onefold.store;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.RecordId;
import java.time.Duration;

/**
 * A finished record to be written. The store's clock dates it and both durations.
 *
 * @param operation the operation's name
 * @param code the rejection's code, or an empty text for an applied answer
 * @param answerFor how long the answer is kept at least
 * @param knownFor how long the record is known at least, answer or not; not shorter than {@code answerFor}
 */
public record NewRecord(
        RecordId id,
        String operation,
        Fingerprint fingerprint,
        Verdict verdict,
        String code,
        Content content,
        Duration answerFor,
        Duration knownFor) {}
