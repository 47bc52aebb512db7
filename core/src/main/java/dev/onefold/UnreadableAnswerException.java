package dev.onefold;

/**
 * The request was done before, and its stored answer cannot be trusted: it was changed in the store, or comes from
 * another record. Nothing happened now, the work is not run again, and no retry helps.
 */
public final class UnreadableAnswerException extends RuntimeException {

    UnreadableAnswerException(String why) {
        super("A stored answer cannot be read: " + why);
    }
}
