package dev.onefold.prover.verdict;

/** The command line, or the file it names, cannot be used; the message says which part and why. */
public final class BadUseException extends RuntimeException {

    /** @param message one plain sentence for the person who typed the command */
    public BadUseException(String message) {
        super(message);
    }
}
