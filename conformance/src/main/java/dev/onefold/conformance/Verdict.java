package dev.onefold.conformance;

/**
 * What came of one rule.
 *
 * @param id the rule's id
 * @param title what it says, in few words
 * @param status over all protocols: failed if it failed on one, passed if it passed on one
 * @param why it failed or is not applicable; empty if it passed
 */
public record Verdict(String id, String title, Status status, String why) {

    /** How a rule ended. */
    public enum Status {
        /** The server keeps it. */
        PASSED,
        /** The server breaks it. */
        FAILED,
        /** The server does not offer what the rule is about. */
        NOT_APPLICABLE,
        /** The rule cannot be seen from outside of a server, or is about something else than one. */
        NOT_EXECUTABLE
    }
}
