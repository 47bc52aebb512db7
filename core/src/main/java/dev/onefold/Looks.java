package dev.onefold;

import dev.onefold.Line.Departure;
import dev.onefold.Line.Place;
import dev.onefold.Operation.Batching;
import dev.onefold.store.RecordStore;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks of many threads at a store. One that comes alone is a look of its own, at once; where repeats come in a crowd, one
 * thread looks for all that wait, in one trip on one connection. Nobody is shown what is older than its coming: a look
 * for many begins after the last of them came.
 */
final class Looks {

    private static final Logger log = LoggerFactory.getLogger(Onefold.class);

    private static final Batching BATCHING = new Batching(128, 2, 10_000, Duration.ofSeconds(10));

    private final RecordStore store;
    private final Time time;
    private final Line<Look> line = new Line<>(BATCHING);

    Looks(RecordStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    /** One thread's. */
    private static final class Look {
        private final RecordId id;
        /** Down once it leads, or nobody else looks for it any more. */
        private final CountDownLatch told = new CountDownLatch(1);

        private boolean leads;
        private @Nullable Sighting seen;
        private @Nullable StoreException failure;

        Look(RecordId id) {
            this.id = id;
        }
    }

    /** As {@link RecordStore#find(RecordId)}. Whom nobody can serve in time looks for itself. */
    Sighting find(RecordId id) {
        Look mine = new Look(id);
        Place place = line.enter(mine);
        Departure departure = place == Place.WAITS ? await(mine) : Departure.LEADS;
        if (place == Place.REFUSED || departure == Departure.WITHDRAWN) {
            return store.find(id);
        }
        if (departure == Departure.LEADS) {
            lead(mine);
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
        return mine.seen == null ? store.find(id) : mine.seen;
    }

    /** To lead; or taken along, and told; or withdrawn from one who looks for too long, and may write to it yet. */
    private Departure await(Look mine) {
        if (line.isTold(mine, mine.told, time)) {
            boolean overtook = mine.told.getCount() > 0;
            return overtook || mine.leads ? Departure.LEADS : Departure.TAKEN;
        }
        return line.withdraw(mine) == Departure.LEADS ? Departure.LEADS : Departure.WITHDRAWN;
    }

    private void lead(Look leader) {
        List<Look> batch = line.board(leader);
        try {
            if (batch.size() > 1) {
                look(batch);
            } else {
                leader.seen = store.find(leader.id);
            }
        } finally {
            batch.forEach(each -> each.told.countDown());
            Look next = line.leave();
            if (next != null) {
                next.leads = true;
                next.told.countDown();
            }
        }
    }

    private void look(List<Look> batch) {
        Set<RecordId> ids = new LinkedHashSet<>();
        batch.forEach(each -> ids.add(each.id));
        List<RecordId> different = new ArrayList<>(ids);
        try {
            List<Sighting> seen = store.find(different);
            Map<RecordId, Sighting> sightings = new HashMap<>();
            for (int i = 0; i < different.size(); i++) {
                sightings.put(different.get(i), seen.get(i));
            }
            batch.forEach(each -> each.seen = sightings.get(each.id));
        } catch (StoreException failure) {
            batch.forEach(each -> each.failure = failure);
        } catch (RuntimeException unreadable) {
            log.debug("One of {} records cannot be read; each is looked for by itself", different.size(), unreadable);
        }
    }
}
