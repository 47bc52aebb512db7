package dev.onefold.store;

import dev.onefold.Fingerprint;
import dev.onefold.RecordId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Claims that one owner holds for a time, for work whose effects are elsewhere. Each step is atomic, durable when it
 * returns, and judged by the store's clock. A step whose reply was lost may be sent again with the same lease: it
 * happens once. {@link #acquire} and {@link #complete} give the same answer again; the others may find that there is
 * nothing left to do, and say false.
 *
 * <p>Every method throws {@link StoreException} if the store cannot answer; then the step happened or not, and only
 * sending it again can tell.
 */
public non-sealed interface LeasedStore extends RecordStore {

    /**
     * Takes the identity for {@code request.owner()} if it is absent, or lapsed and open to be taken over. An owner
     * that asks again while it holds it gets the lease it has.
     */
    Acquired acquire(LeaseRequest request);

    /**
     * Prolongs the lease to {@code length} from now, even if it had lapsed and nobody took it. False if the claim is
     * another's or gone.
     */
    boolean renew(Lease lease, Duration length);

    /** Replaces the claim by the finished record, in one step. False if the claim is another's or gone. */
    boolean complete(Lease lease, NewRecord finished);

    /** Frees the identity: nothing happened. False if the claim is another's or gone. */
    boolean release(Lease lease);

    /** Leaves the claim for reconciling: it may have happened. False if the claim is another's or gone. */
    boolean doubt(Lease lease);

    /**
     * Settles a claim in doubt: with the record of what turned out to have happened, or, if {@code finished} is null,
     * by freeing the identity. False if it is not in doubt.
     */
    boolean settle(RecordId id, @Nullable NewRecord finished);

    /**
     * A wish to hold an identity.
     *
     * @param owner unique to one run of one caller
     * @param takeOver whether a lapsed claim of this operation may be taken over, or is in doubt
     */
    record LeaseRequest(
            RecordId id, String owner, String operation, Fingerprint fingerprint, Duration length, boolean takeOver) {}

    /**
     * A held identity.
     *
     * @param fence greater than that of every earlier lease of the identity
     */
    record Lease(RecordId id, String owner, long fence) {}

    /** The answer to {@link #acquire}. */
    sealed interface Acquired {

        /** The work is this owner's to run while the lease lasts. */
        record Granted(Lease lease) implements Acquired {}

        /** A transaction is at work on the identity, and has not ended. */
        record Busy() implements Acquired {}

        /** There is something to answer from; never {@link Sighting.Absent}. */
        record Seen(Sighting sighting) implements Acquired {}
    }
}
