package dev.onefold.check.rule;

/** Something outside of the question kept it from an answer: nobody listens, a preparation fails. */
public final class NoVerdictException extends RuntimeException {

    /** @param message one plain sentence for whoever asked */
    public NoVerdictException(String message) {
        super(message);
    }
}
