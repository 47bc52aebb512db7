package dev.onefold.prover.storms;

/** The ten techniques, each with the storm that tries it. */
public enum Technique {
    /** Safe methods write nothing. */
    QUERIES(1, "queries"),
    /** A deletion happens once, and not to what came after. */
    DELETES(2, "deletes"),
    /** One row for one thing. */
    UNIQUE_INDEX(3, "unique index"),
    /** One effect for one form. */
    TOKEN(4, "one-time token"),
    /** Row locks. */
    PESSIMISTIC_LOCK(5, "pessimistic lock"),
    /** Conditional updates. */
    OPTIMISTIC_LOCK(6, "optimistic lock"),
    /** Leases with a fence that reaches the write. */
    DISTRIBUTED_LOCK(7, "distributed lock"),
    /** Once for a job and a period. */
    ONCE_PER_PERIOD(8, "once per period"),
    /** Transitions as compare-and-set. */
    STATE_MACHINE(9, "state machine"),
    /** Source and number. */
    SEQUENCE(10, "source + sequence");

    private final int number;
    private final String title;

    Technique(int number, String title) {
        this.number = number;
        this.title = title;
    }

    /** Its number, from 1 to 10. */
    public int number() {
        return number;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    Storm newStorm() {
        return switch (this) {
            case QUERIES -> new QueriesStorm();
            case DELETES -> new DeletesStorm();
            case UNIQUE_INDEX -> new UniqueIndexStorm();
            case TOKEN -> new TokenStorm();
            case PESSIMISTIC_LOCK -> new PessimisticLockStorm();
            case OPTIMISTIC_LOCK -> new OptimisticLockStorm();
            case DISTRIBUTED_LOCK -> new DistributedLockStorm();
            case ONCE_PER_PERIOD -> new OncePerPeriodStorm();
            case STATE_MACHINE -> new StateMachineStorm();
            case SEQUENCE -> new SequenceStorm();
        };
    }
}
