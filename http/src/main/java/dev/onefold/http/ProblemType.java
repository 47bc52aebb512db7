package dev.onefold.http;

import java.util.Locale;

/** The kinds of problems, each with the status it has unless told otherwise and a page in the documentation. */
public enum ProblemType {
    KEY_MISSING(400),
    KEY_INVALID(400),
    KEY_NOT_SUPPORTED(400),
    KEY_REUSED(422),
    IN_PROGRESS(409),
    OUTCOME_UNKNOWN(409),
    RESULT_UNAVAILABLE(409),
    RESULT_EXPIRED(409),
    KEY_EXPIRED(409),
    TOO_MANY_KEYS(429),
    STORE_UNAVAILABLE(503),
    OVERLOADED(503),
    SCOPE_MISSING(401),
    BODY_INVALID(400),
    BODY_TOO_LARGE(413),
    CONTENT_DIFFERS(422),
    STALE(412),
    PRECONDITION_REQUIRED(428),
    PRECONDITION_INVALID(400);

    private final int status;
    private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

    ProblemType(int status) {
        this.status = status;
    }

    /** The status unless told otherwise. Some problems have another one where their description says so. */
    public int status() {
        return status;
    }

    /** The last part of the problem's {@code type}, such as {@code key-reused}. */
    public String slug() {
        return slug;
    }
}
