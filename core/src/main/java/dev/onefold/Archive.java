package dev.onefold;

import dev.onefold.store.NewRecord;
import dev.onefold.store.RecordStore;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What stands between the engine and its stores: seals what is written, opens what is read, and remembers some of it. */
final class Archive {

    private final @Nullable Seal seal;
    private final CommittedAnswers cache;
    private final Time time;
    private final Repeats repeats = new Repeats();
    private final Map<RecordStore, Looks> looks = new ConcurrentHashMap<>();

    Archive(@Nullable Seal seal, CommittedAnswers cache, Time time) {
        this.seal = seal;
        this.cache = cache;
        this.time = time;
    }

    /** How common repeats are among what is claimed. */
    Repeats repeats() {
        return repeats;
    }

    /** The identity under which new records are kept. */
    RecordId id(RecordId asked) {
        return seal == null ? asked : seal.id(asked);
    }

    /**
     * The call as the store is to know it: under the identity of new records, unless an earlier one is in use.
     *
     * @throws StoreUnavailableException if the store cannot be asked
     */
    Call call(Call asked, RecordStore store) {
        if (seal == null) {
            return asked;
        }
        Call call = seal.call(asked);
        for (RecordId earlier : seal.earlier(asked.id())) {
            if (!(look(store, earlier) instanceof Sighting.Absent)) {
                return call.under(earlier);
            }
        }
        return call;
    }

    /** The identity under which there is something, or that of new records. */
    RecordId inUse(RecordId asked, RecordStore store) {
        if (seal != null) {
            for (RecordId earlier : seal.earlier(asked)) {
                if (!(store.find(earlier) instanceof Sighting.Absent)) {
                    return earlier;
                }
            }
        }
        return id(asked);
    }

    NewRecord closed(NewRecord open) {
        return seal == null ? open : seal.close(open);
    }

    /** What was seen, to be read. */
    Sighting opened(RecordId id, Sighting seen) {
        return seal != null && seen instanceof Sighting.Finished finished ? seal.open(id, finished) : seen;
    }

    /** The answer of a committed record that is in memory, or null. */
    <T> @Nullable Outcome<T> cached(Operation<T> operation, Call asked) {
        if (!cache.isUsed()) {
            return null;
        }
        Call call = seal == null ? asked : seal.call(asked);
        Sighting.Finished seen = cache.find(call.id());
        return seen == null ? null : Answers.from(operation, call, opened(call.id(), seen));
    }

    /** When a look at committed records began, for {@link #keep}. */
    long now() {
        return cache.now();
    }

    /** Looks at committed records, perhaps with others, and keeps what it saw. Not for a store that joins a transaction. */
    Sighting committed(RecordId id, RecordStore store) {
        long since = now();
        Sighting seen =
                looks.computeIfAbsent(store, one -> new Looks(one, time)).find(id);
        keep(id, seen, since);
        return opened(id, seen);
    }

    /** Keeps what a store showed as committed. */
    void keep(RecordId id, Sighting committed, long since) {
        cache.keep(id, committed, since);
    }

    private static Sighting look(RecordStore store, RecordId id) {
        try {
            return store.find(id);
        } catch (StoreException failure) {
            throw StoreUnavailableException.because(failure);
        }
    }
}
