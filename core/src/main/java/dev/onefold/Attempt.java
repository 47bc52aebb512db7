package dev.onefold;

/**
 * One run of leased work.
 *
 * @see dev.onefold.store.LeasedStore.Lease
 */
public interface Attempt {

    /** The identity that is held. */
    RecordId id();

    /** The owner of this run, unique to it. */
    String owner();

    /** Greater than in every earlier run of the same key: an effect that saw a greater one refuses this run. */
    long fence();

    /**
     * Whether the lease was held when it was last renewed. False is certain; true may be out of date, which is what the
     * fence is for.
     */
    boolean held();
}
