package dev.onefold.token;

import dev.onefold.LeasedOperation;
import dev.onefold.Operation;
import dev.onefold.Operation.Doubt;
import dev.onefold.RecordId;
import dev.onefold.Rejection;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store of records in which an identity must be issued before it can be claimed: any other is seen as
 * {@link #notIssued}, by {@link #find} as well as by a claim. Where the store is a
 * {@link dev.onefold.store.TransactionalStore} too, claim, effect and answer commit together.
 *
 * <p>An issued identity is absent until it is claimed. A claim keeps it, whatever its lifetime was, for at least
 * {@link #LAPSED_KEPT} after the lease ended, so that a crash refuses nobody; a release makes it what it was. The
 * record that ends it is kept as long as the record says, and then the identity is one that was never issued.
 */
public interface TokenStore extends LeasedStore {

    /** How long a claim that nobody ended can still be taken over. */
    Duration LAPSED_KEPT = Duration.ofHours(24);

    /**
     * Issues an identity, atomically and durably.
     *
     * @return when it expires if it is not claimed, or null if its holder has {@code mostLive} live ones already, which
     *     are those that were neither finished nor expired; then nothing was issued
     * @throws dev.onefold.store.StoreException if the store cannot answer; an identity may have been issued that nobody
     *     knows, which only counts until it expires
     */
    @Nullable
    Instant issue(NewToken token);

    /**
     * An identity to be issued.
     *
     * @param id never issued before
     * @param holder whose live identities are counted together
     */
    record NewToken(RecordId id, RecordId holder, Duration lifetime, int mostLive) {}

    /** What is seen of an identity that was not issued, or is known no more. */
    static Sighting notIssued() {
        return new Sighting.Refused(
                Rejection.of(
                        "token-not-issued",
                        "This token was not issued to you for this, or its time is over. Nothing happened; ask for a new one."));
    }

    /**
     * Refuses leased operations whose lapsed claims nobody may take over.
     *
     * @throws IllegalArgumentException saying what to change
     */
    @Override
    default void check(Operation<?> operation) {
        if (operation instanceof LeasedOperation<?> leased && leased.lease().doubt() == Doubt.ASK) {
            throw new IllegalArgumentException("Operation '" + operation.name() + "' must not refuse its user for ever"
                    + " after a crash: give it a LeasePolicy with Doubt.RUN_AGAIN, and let its effect refuse an older"
                    + " fence");
        }
    }

    /** There is no doubt here: see {@link #check}. */
    @Override
    default boolean doubt(Lease lease) {
        return false;
    }

    /** There is no doubt here: see {@link #check}. */
    @Override
    default boolean settle(RecordId id, @Nullable NewRecord finished) {
        return false;
    }
}
