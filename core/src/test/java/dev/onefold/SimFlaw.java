package dev.onefold;

/** What can be built wrong, to show that the rules would notice. */
enum SimFlaw {
    NONE(SimPlan.Mode.ANY),

    // the SQL store
    CHECK_THEN_ACT(SimPlan.Mode.TRANSACTIONAL),
    LOOKS_ONLY_BEFORE_THE_LOCK(SimPlan.Mode.TRANSACTIONAL),
    NO_UNIQUE_INDEX(SimPlan.Mode.TRANSACTIONAL),
    SAVES_OUTSIDE_THE_TRANSACTION(SimPlan.Mode.TRANSACTIONAL),
    FORGETS_WITH_THE_ANSWER(SimPlan.Mode.TRANSACTIONAL),

    // the steps of the transactional mode
    LOST_COMMIT_COUNTS_AS_DONE(SimPlan.Mode.TRANSACTIONAL),
    REJECTION_TOLD_BUT_NOT_SAVED(SimPlan.Mode.TRANSACTIONAL),
    CONFLICT_NOT_UNDONE(SimPlan.Mode.TRANSACTIONAL),
    ANSWER_KEPT_OVER_A_ROLLBACK(SimPlan.Mode.TRANSACTIONAL),

    // the leased store
    COMPLETES_FOR_ANYONE(SimPlan.Mode.LEASED),
    RELEASES_FOR_ANYONE(SimPlan.Mode.LEASED),
    LEASE_BY_PROCESS_CLOCK(SimPlan.Mode.LEASED),
    TAKES_OVER_WHEN_IT_SHOULD_ASK(SimPlan.Mode.LEASED),
    ACQUIRE_NOT_IDEMPOTENT(SimPlan.Mode.LEASED),
    LEASE_NEVER_LAPSES(SimPlan.Mode.LEASED),
    FENCE_RESTARTS(SimPlan.Mode.LEASED),

    // the steps of the leased mode
    RELEASES_AFTER_A_FAILED_SAVE(SimPlan.Mode.LEASED),
    WORKS_AGAIN_AFTER_A_FAILED_SAVE(SimPlan.Mode.LEASED),
    ABANDONS_AFTER_A_THROW(SimPlan.Mode.LEASED),

    // around them
    FINGERPRINT_IGNORED(SimPlan.Mode.ANY),
    EFFECT_IGNORES_THE_FENCE(SimPlan.Mode.LEASED);

    private final SimPlan.Mode mode;

    SimFlaw(SimPlan.Mode mode) {
        this.mode = mode;
    }

    SimPlan.Mode mode() {
        return mode;
    }
}
