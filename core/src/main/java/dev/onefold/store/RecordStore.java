package dev.onefold.store;

import dev.onefold.Operation;
import dev.onefold.RecordId;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * As {@link #find(RecordId)} for each of several identities, which are different. A store that can look for all in one
     * trip does better than this.
     *
     * @return one sighting for each, in the same order
     * @throws StoreException if the store cannot answer for one of them
     */
    default List<Sighting> find(List<RecordId> ids) {
        List<Sighting> seen = new ArrayList<>(ids.size());
        ids.forEach(id -> seen.add(find(id)));
        return seen;
    }
}
