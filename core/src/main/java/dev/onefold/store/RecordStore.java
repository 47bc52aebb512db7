package dev.onefold.store;

import dev.onefold.Operation;
import dev.onefold.RecordId;

/** What every store of records can do. */
public sealed interface RecordStore permits TransactionalStore, LeasedStore {

    /**
     * Refuses an operation that this store cannot keep its promise for.
     *
     * @throws IllegalArgumentException saying why and what to change
     */
    default void check(Operation<?> operation) {}

    /**
     * Looks at what is committed, without a lock, without waiting and without a write.
     *
     * @throws StoreException if the store cannot answer
     */
    Sighting find(RecordId id);
}
