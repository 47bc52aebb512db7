package dev.onefold.check.wire;

import java.util.Optional;

/** What became of a request. Times are of {@link System#nanoTime()}. */
public sealed interface Exchange {

    /** When its last byte was handed to the system, or when that failed. */
    long sentNanos();

    /** When its answer was complete, or when it was clear that there is none. */
    long endedNanos();

    /** The answer, if there is one. */
    default Optional<WireResponse> response() {
        return this instanceof Answered answered ? Optional.of(answered.answer) : Optional.empty();
    }

    /**
     * There is a complete answer.
     *
     * @param answer the answer
     * @param sentNanos when the request was out
     * @param endedNanos when the answer was in
     */
    record Answered(WireResponse answer, long sentNanos, long endedNanos) implements Exchange {}

    /**
     * There is none; whether the request had an effect is unknown, unless the reason says more.
     *
     * @param reason what kind of end
     * @param detail one line for a person
     * @param sentNanos when the request was out, or failed to get out
     * @param endedNanos when this was clear
     */
    record Unanswered(Reason reason, String detail, long sentNanos, long endedNanos) implements Exchange {}

    /** Why there is no answer. */
    enum Reason {
        /** No connection; the request had no effect. */
        NOT_CONNECTED,
        /** The server does not speak this protocol; the request had no effect. */
        NOT_SPOKEN,
        /** The server closed or reset the connection or the stream before the answer was complete. */
        CUT_BY_SERVER,
        /** We closed the connection, as we were told to. */
        CUT_BY_CALLER,
        /** No complete answer within {@link Limits#answerMillis()}. */
        TIMED_OUT,
        /** What came is not HTTP, or larger than {@link Limits} allow. */
        BROKEN
    }
}
