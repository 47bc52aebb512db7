package dev.onefold;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * What became of a request that may have come before. The same eight words serve every technique; a web or message
 * layer maps them once.
 *
 * @param <T> the answer of the operation
 */
public sealed interface Outcome<T> {

    /** The outcome's name, for exhaustive {@code switch} expressions, metrics and logs. */
    enum Kind {
        APPLIED,
        REPLAYED,
        IN_PROGRESS,
        MISMATCH,
        REJECTED,
        STALE,
        UNKNOWN,
        EXPIRED
    }

    Kind kind();

    /** The same outcome in other words: {@code view} makes another answer of an applied or replayed one. */
    default <R> Outcome<R> map(Function<? super T, ? extends R> view) {
        if (this instanceof Applied<T> applied) {
            return new Applied<>(view.apply(applied.value()));
        }
        if (this instanceof Replayed<T> replayed) {
            return new Replayed<>(view.apply(replayed.value()), replayed.firstAt());
        }
        @SuppressWarnings("unchecked") // the others have no answer
        Outcome<R> same = (Outcome<R>) this;
        return same;
    }

    /** The effect happened now and is committed, unless the caller holds the transaction: then it commits with it. */
    record Applied<T>(T value) implements Outcome<T> {
        @Override
        public Kind kind() {
            return Kind.APPLIED;
        }
    }

    /** The effect had happened at {@code firstAt} (the store's clock); this is that answer. Nothing happened now. */
    record Replayed<T>(T value, Instant firstAt) implements Outcome<T> {
        @Override
        public Kind kind() {
            return Kind.REPLAYED;
        }
    }

    /**
     * Another owner is at work, or the caller's transaction is too old to know. Nothing happened now. The same request
     * may be sent again after {@code retryAfter}; a caller that holds a transaction retries in a new one.
     */
    record InProgress<T>(Duration retryAfter) implements Outcome<T> {
        @Override
        public Kind kind() {
            return Kind.IN_PROGRESS;
        }
    }

    /** The key belongs to a request with other content; {@code field} names what differs. Nothing happened now. */
    record Mismatch<T>(String field) implements Outcome<T> {
        @Override
        public Kind kind() {
            return Kind.MISMATCH;
        }
    }

    /**
     * A "no". If remembered, every repeat gets this same no, as {@code replayed}; if not, nothing was stored, its
     * effects are undone and the key is free.
     */
    record Rejected<T>(Rejection rejection, Memory memory) implements Outcome<T> {

        /** Whether a no was stored now, was found stored, or is forgotten. */
        public enum Memory {
            REMEMBERED,
            REPLAYED,
            FORGOTTEN
        }

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }

    /** The version, fence, epoch or state that the caller holds is behind. Nothing happened now. */
    record Stale<T>(String reason) implements Outcome<T> {
        @Override
        public Kind kind() {
            return Kind.STALE;
        }
    }

    /**
     * The effect may have happened; the same request sent again, or {@link Onefold#resolve reconciling}, tells. It is
     * never permission to run the work under another key.
     */
    record Unknown<T>(String reason) implements Outcome<T> {
        @Override
        public Kind kind() {
            return Kind.UNKNOWN;
        }
    }

    /** The effect happened at {@code firstAt}, too long ago for its answer to be still stored. Nothing happened now. */
    record Expired<T>(Instant firstAt) implements Outcome<T> {
        @Override
        public Kind kind() {
            return Kind.EXPIRED;
        }
    }
}
