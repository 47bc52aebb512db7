package dev.onefold.conformance;

/** What a rule can ask a server to do. All but the last three need a key, or take one. */
public enum Operation {
    /** Makes something: 201, best with {@code Location} and {@code ETag}. Needs a key. Each execution is one effect. */
    CREATE,
    /** Takes the same body at another path. Needs a key. */
    CREATE_ELSEWHERE,
    /** An effect on a resource whose business is in the path only. Needs a key. */
    ACT_ON,
    /** As {@link #CREATE}, with a key that is optional. */
    CREATE_OPTIONAL,
    /** As {@link #CREATE}; a duplicate waits for the first one for at least 5 seconds. */
    CREATE_WAITING,
    /** As {@link #CREATE}; a duplicate waits for the first one for less than 5 seconds. */
    CREATE_WAITING_BRIEFLY,
    /** As {@link #CREATE}; its answer is remembered, and nothing after that. */
    CREATE_FORGETTING,
    /**
     * As {@link #CREATE}, under a lease that nobody renews in tests: after it another execution takes over, and the effect of
     * the first is refused.
     */
    CREATE_LEASED,
    /** As {@link #CREATE}, with a duplicate that waits, and failing the first time after its effect was written. */
    FAIL_ONCE_WAITING,
    /** Says no for a reason of the business, and will not say anything else: 402, 404, 409, 410 or 422. */
    DECLINE,
    /** A body that is read and found invalid: 400. */
    VALIDATE,
    /** Fails the first time of a business before it did anything: 500. Works from then on. */
    FAIL_BEFORE,
    /** Fails the first time of a business after it wrote its effect: 500. Works from then on. */
    FAIL_AFTER_EFFECT,
    /** Answers with about 300,000 bytes. */
    BIG,
    /** Answers with more than is stored. */
    TOO_BIG,
    /** Answers piece by piece. */
    STREAM,
    /** Accepts work: 202 with a {@code Location} to ask at. */
    ASYNC,
    /** Answers with a secret that contains the name of the business. */
    SECRET,
    /** Answers with cookies whose value contains the name of the business. */
    COOKIE,
    /** Changes what {@link #CREATE} made; takes {@code If-Match}. */
    PATCH,
    /** Puts something where the caller wants it; 201 or 200 or 204. */
    PUT,
    /** Removes what {@link #CREATE} made. */
    DELETE,
    /** Reads what {@link #CREATE} made. */
    READ,
    /** A POST that knows nothing of keys. */
    UNPROTECTED
}
