package dev.onefold;

import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what a store saw to an outcome, and from a decision to what a store keeps. */
final class Answers {

    private static final String OPERATION = "operation";
    private static final String CONTENT = "content";

    private Answers() {}

    static <T> Outcome<T> from(Operation<T> operation, Call call, Sighting sighting) {
        if (sighting instanceof Sighting.Finished finished) {
            Outcome<T> other = other(operation, call, finished.operation(), finished.fingerprint());
            return other == null ? from(operation.codec(), finished) : other;
        }
        if (sighting instanceof Sighting.Held held) {
            Outcome<T> other = other(operation, call, held.operation(), held.fingerprint());
            return other == null ? heldBy(held) : other;
        }
        if (sighting instanceof Sighting.InDoubt doubt) {
            Outcome<T> other = other(operation, call, doubt.operation(), doubt.fingerprint());
            return other == null ? inDoubt() : other;
        }
        if (sighting instanceof Sighting.Refused refused) {
            return new Outcome.Rejected<>(refused.rejection(), Memory.FORGOTTEN);
        }
        throw new IllegalStateException("Nothing to answer from: " + sighting);
    }

    /**
     * As {@link #from}, for a run whose work has ended but which lost its claim: if the key has become another
     * request's meanwhile, that is no longer "nothing happened".
     */
    static <T> Outcome<T> afterWork(Operation<T> operation, Call call, Sighting sighting) {
        Outcome<T> outcome = from(operation, call, sighting);
        return outcome instanceof Outcome.Mismatch
                ? new Outcome.Unknown<>("The claim was lost, and the key is another request's now")
                : outcome;
    }

    /** What to say of a record of another request, or null if it is the same. */
    private static <T> @Nullable Outcome<T> other(
            Operation<T> operation, Call call, String otherOperation, Fingerprint otherFingerprint) {
        String field = difference(operation, call, otherOperation, otherFingerprint);
        if (field == null) {
            return null;
        }
        // of another release: a deployment must not turn repeats into mismatches
        return field.equals(CONTENT) && !call.knowsRuleOf(otherFingerprint)
                ? new Outcome.Unknown<>("The record was made by a release whose rule this one does not know")
                : new Outcome.Mismatch<>(field);
    }

    /** The first thing that differs, or null if it is the same request. */
    static @Nullable String difference(
            Operation<?> operation, Call call, String otherOperation, Fingerprint otherFingerprint) {
        if (!operation.name().equals(otherOperation)) {
            return OPERATION;
        }
        return call.asksFor(otherFingerprint) ? null : CONTENT;
    }

    static <T> NewRecord record(Operation<T> operation, Call call, Decision<T> decision) {
        Verdict verdict = Verdict.REJECTED;
        String code = "";
        Content content;
        if (decision instanceof Decision.Accept<T> accept) {
            verdict = Verdict.APPLIED;
            content = operation.codec().encode(accept.value());
        } else {
            Rejection rejection = rejection(decision);
            code = rejection.code();
            content = rejection.detail();
        }
        return new NewRecord(
                call.id(),
                operation.name(),
                call.fingerprint(),
                verdict,
                code,
                content,
                operation.retention().answer(),
                operation.retention().tombstone());
    }

    private static <T> Rejection rejection(Decision<T> decision) {
        if (decision instanceof Decision.Decline<T> decline) {
            return decline.rejection();
        }
        if (decision instanceof Decision.Reject<T> reject) {
            return reject.rejection();
        }
        throw new IllegalArgumentException("Not to be remembered: " + decision);
    }

    /** What is to be told of a key, whatever request it belongs to. Empty if there is nothing. */
    static <T> Optional<Outcome<T>> read(Codec<T> codec, Sighting sighting) {
        if (sighting instanceof Sighting.Finished finished) {
            return Optional.of(from(codec, finished));
        }
        if (sighting instanceof Sighting.Held held) {
            return Optional.of(heldBy(held));
        }
        return sighting instanceof Sighting.InDoubt ? Optional.of(inDoubt()) : Optional.empty();
    }

    private static <T> Outcome<T> heldBy(Sighting.Held held) {
        return new Outcome.InProgress<>(Limits.shorter(held.remaining(), TransactionalProtocol.RETRY_AFTER));
    }

    private static <T> Outcome<T> inDoubt() {
        return new Outcome.Unknown<>("An earlier attempt ended without telling what happened");
    }

    private static <T> Outcome<T> from(Codec<T> codec, Sighting.Finished finished) {
        Content content = finished.content();
        if (content == null) {
            return new Outcome.Expired<>(finished.at());
        }
        return finished.verdict() == Verdict.APPLIED
                ? new Outcome.Replayed<>(codec.decode(content), finished.at())
                : new Outcome.Rejected<>(new Rejection(finished.code(), content), Memory.REPLAYED);
    }
}
