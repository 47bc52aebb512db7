package dev.onefold;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A kind of work that must happen once per key, declared once.
 *
 * @param <T> its answer
 */
public sealed interface Operation<T> permits TransactionalOperation, CoalescedOperation, LeasedOperation {

    /** Unique in the application, 1 to 100 characters; part of what a key is bound to. */
    String name();

    Codec<T> codec();

    Retention retention();

    Waiting waiting();

    /**
     * For effects that share one SQL database with the records. Effect and record commit together or not at all: no
     * lease, no clock, no zombie; a crash leaves nothing.
     */
    static <T> TransactionalOperation<T> transactional(String name, Codec<T> codec) {
        return new TransactionalOperation<>(name, codec, Retention.DEFAULT, Waiting.NONE);
    }

    /**
     * As {@link #transactional}, for hot paths: requests that arrive while others are committed share the next
     * transaction, each with its own record and outcome. A request that finds nobody at work goes straight through. A
     * duplicate waits for the first one's answer, 10 seconds at most.
     */
    static <T> CoalescedOperation<T> coalesced(String name, Codec<T> codec) {
        return new CoalescedOperation<>(
                name, codec, Retention.DEFAULT, Waiting.atMost(Duration.ofSeconds(10)), Batching.DEFAULT);
    }

    /**
     * For effects elsewhere than the records. One live owner, fenced; a save that fails is retried, never turned into a
     * second run; what cannot be known is {@link Outcome.Unknown}.
     */
    static <T> LeasedOperation<T> leased(String name, Codec<T> codec) {
        return new LeasedOperation<>(name, codec, Retention.DEFAULT, Waiting.NONE, LeasePolicy.DEFAULT);
    }

    /**
     * How long a repeat is recognised. Both run from the store's clock at the moment the record is written, and are
     * floors: a store may keep more for a while.
     *
     * @param answer the repeat gets the first answer; 1 second to 400 days, 24 hours by default
     * @param tombstone the repeat is refused as {@link Outcome.Expired}; not shorter than {@code answer}, at most 400
     *     days, 30 days by default. Once it is over, the key is new again
     */
    record Retention(Duration answer, Duration tombstone) {

        private static final Duration MOST = Duration.ofDays(400);

        public static final Retention DEFAULT = new Retention(Duration.ofHours(24), Duration.ofDays(30));

        public Retention {
            Limits.check("retention.answer", answer, Duration.ofSeconds(1), MOST);
            Limits.check("retention.tombstone", tombstone, answer, MOST);
        }
    }

    /**
     * What a duplicate does while the first is at work. A waiter holds no connection and no transaction.
     *
     * @param atMost how long it waits for the first one's answer before it is told {@link Outcome.InProgress}; 0 (the
     *     default) to 60 seconds
     * @param waiters how many may wait on one key in one process; 0 to 1,000, 8 by default. One more is told at once
     * @param onRequest the longest a caller may ask to wait instead, be it longer or shorter than {@code atMost};
     *     {@code atMost} (the default) to 60 seconds
     */
    record Waiting(Duration atMost, int waiters, Duration onRequest) {

        public static final Waiting NONE = new Waiting(Duration.ZERO, 8);

        public Waiting {
            Limits.check("waiting.atMost", atMost, Duration.ZERO, Duration.ofSeconds(60));
            Limits.check("waiting.waiters", waiters, 0, 1_000);
            Limits.check("waiting.onRequest", onRequest, atMost, Duration.ofSeconds(60));
        }

        /** A caller may ask for less, not for more. */
        public Waiting(Duration atMost, int waiters) {
            this(atMost, waiters, atMost);
        }

        /** Waits at most {@code atMost}, with at most 8 waiters on a key. */
        public static Waiting atMost(Duration atMost) {
            return new Waiting(atMost, 8);
        }

        /** How long a call waits that asks for so much, or for nothing. */
        Duration granted(@Nullable Duration asked) {
            return asked == null ? atMost : Limits.shorter(asked.isNegative() ? Duration.ZERO : asked, onRequest);
        }
    }

    /**
     * How many requests share a transaction, and how many wait for theirs, in one process.
     *
     * @param mostInBatch how many share one; 1 to 1,000, 128 by default
     * @param committers how many such transactions are open at a time, each with a connection of its own; 1 to 64, 2 by
     *     default. Where requests come in a crowd, one does until a full batch waits or a request has waited for 10
     *     milliseconds: fewer transactions take less time than more
     * @param mostWaiting how many requests wait for a transaction; 0 to 100,000, 1,024 by default. One more is refused
     *     with {@link OverloadedException}
     * @param answerWithin how long a request waits for its answer; 10 milliseconds to 60 seconds, 10 seconds by default.
     *     Then it is withdrawn with {@link OverloadedException}, or, if its transaction has begun, told
     *     {@link Outcome.InProgress}
     */
    record Batching(int mostInBatch, int committers, int mostWaiting, Duration answerWithin) {

        public static final Batching DEFAULT = new Batching(128, 2, 1_024, Duration.ofSeconds(10));

        public Batching {
            Limits.check("batching.mostInBatch", mostInBatch, 1, 1_000);
            Limits.check("batching.committers", committers, 1, 64);
            Limits.check("batching.mostWaiting", mostWaiting, 0, 100_000);
            Limits.check("batching.answerWithin", answerWithin, Duration.ofMillis(10), Duration.ofSeconds(60));
        }
    }

    /**
     * How a claim is held while leased work runs.
     *
     * @param length after which a silent owner counts as gone; 1 second to 1 hour, 60 seconds by default
     * @param renewEvery between renewals; at least 10 milliseconds and at most half of {@code length}, 20 seconds by
     *     default
     * @param doubt what to do about an owner that failed or fell silent
     */
    record LeasePolicy(Duration length, Duration renewEvery, Doubt doubt) {

        public static final LeasePolicy DEFAULT =
                new LeasePolicy(Duration.ofSeconds(60), Duration.ofSeconds(20), Doubt.ASK);

        public LeasePolicy {
            Limits.check("lease.length", length, Duration.ofSeconds(1), Duration.ofHours(1));
            Limits.check("lease.renewEvery", renewEvery, Duration.ofMillis(10), length.dividedBy(2));
        }
    }

    /** What to do about leased work that ended without telling whether its effect happened. */
    enum Doubt {

        /** Nobody runs it again; callers are told {@link Outcome.Unknown} until {@link Onefold#resolve} settles it. */
        ASK,

        /**
         * The next caller runs it again with a higher fence. Right only if the effect is undone by a failure, refuses
         * an older fence, or is itself harmless to repeat.
         */
        RUN_AGAIN
    }
}
