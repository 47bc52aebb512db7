package dev.onefold.prover.verdict;

/** The exit status of every command. */
public final class ExitStatus {

    /** The books are right. */
    public static final int RIGHT = 0;
    /** At least one violation, or a run that proves nothing. */
    public static final int VIOLATION = 1;
    /** The command line or the file it names is wrong; nothing was started. */
    public static final int BAD_USE = 2;
    /** No verdict: a port, the disk, the database or a process stood in the way. */
    public static final int NO_VERDICT = 3;

    private ExitStatus() {}
}
