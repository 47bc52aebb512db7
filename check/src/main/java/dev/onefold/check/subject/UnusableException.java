package dev.onefold.check.subject;

/** What was given cannot be checked; the message says which part and why. Nothing was sent. */
public final class UnusableException extends RuntimeException {

    /** @param message one plain sentence for whoever gave it */
    public UnusableException(String message) {
        super(message);
    }
}
