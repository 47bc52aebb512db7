package dev.onefold;

/**
 * What work decided about its effects and its answer.
 *
 * @param <T> the answer of the operation
 */
public sealed interface Decision<T> {

    /** Keep the effects, remember the answer. */
    record Accept<T>(T value) implements Decision<T> {}

    /** Keep the effects and remember the no: a declined attempt that is itself worth recording. */
    record Decline<T>(Rejection rejection) implements Decision<T> {}

    /** Undo the effects and remember the no. */
    record Reject<T>(Rejection rejection) implements Decision<T> {}

    /** Undo the effects, tell the caller no, and forget: the key is free for a corrected or later request. */
    record Discard<T>(Rejection rejection) implements Decision<T> {}
}
