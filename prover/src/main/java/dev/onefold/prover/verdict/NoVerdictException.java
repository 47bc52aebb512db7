package dev.onefold.prover.verdict;

/** Something outside the question (a port, the disk, the database, a process) kept the run from an answer. */
public final class NoVerdictException extends RuntimeException {

    /** @param message one plain sentence for the person who typed the command */
    public NoVerdictException(String message) {
        super(message);
    }

    /**
     * @param message one plain sentence for the person who typed the command
     * @param cause what was thrown
     */
    public NoVerdictException(String message, Throwable cause) {
        super(message, cause);
    }
}
