package dev.onefold.store;

import dev.onefold.RecordId;
import dev.onefold.store.Slot.Claimed;
import dev.onefold.store.Slot.Done;
import dev.onefold.store.Slot.Working;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The reference store: one process, nothing survives it. For tests, examples and single-process tools; not for
 * anything whose effects outlive the process.
 */
public final class InMemoryStore implements TransactionalStore<InMemoryStore.Effects>, LeasedStore {

    /** What transactional work does here: it happens at commit, in order, or never. An effect must not throw. */
    public interface Effects {

        void onCommit(Runnable effect);
    }

    private static final Claim GRANTED = new Claim.Granted();
    private static final Claim BUSY = new Claim.Busy();
    private static final Commit COMMITTED = new Commit.Done();

    private final ConcurrentMap<RecordId, Slot> slots = new ConcurrentHashMap<>();
    private final AtomicLong fences = new AtomicLong();
    private final InstantSource clock;
    private final int mostRecords;

    /** With the machine's clock and room for 100,000 records. */
    public InMemoryStore() {
        this(InstantSource.system(), 100_000);
    }

    /**
     * A store of a given clock and size.
     *
     * @param mostRecords how many records it holds; one more, after forgetting what may be forgotten, is refused with a
     *     {@link StoreException}
     */
    public InMemoryStore(InstantSource clock, int mostRecords) {
        this.clock = clock;
        this.mostRecords = mostRecords;
    }

    @Override
    public Sighting find(RecordId id) {
        Slot slot = slots.get(id);
        return slot == null ? new Sighting.Absent() : slot.seenAt(clock.instant());
    }

    @Override
    public boolean joins() {
        return false;
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return false;
    }

    @Override
    public boolean isAtWork(RecordId id) {
        return slots.get(id) instanceof Working;
    }

    @Override
    public Transaction<Effects> open() {
        return new MemoryTransaction();
    }

    @Override
    public Acquired acquire(LeaseRequest request) {
        makeRoom(request.id());
        Instant now = clock.instant();
        Slot slot = slots.compute(request.id(), (id, old) -> open(old, request, now) ? claim(request, now) : old);
        if (slot instanceof Working) {
            return new Acquired.Busy();
        }
        return slot instanceof Claimed claimed && claimed.owner().equals(request.owner()) && claimed.heldAt(now)
                ? new Acquired.Granted(claimed.lease(request.id()))
                : new Acquired.Seen(slot.seenAt(now));
    }

    private static boolean open(@Nullable Slot slot, LeaseRequest request, Instant now) {
        if (slot instanceof Claimed claimed) {
            return claimed.openTo(request, now);
        }
        return slot == null || (slot instanceof Done && slot.seenAt(now) instanceof Sighting.Absent);
    }

    private Claimed claim(LeaseRequest request, Instant now) {
        return new Claimed(
                request.owner(),
                fences.incrementAndGet(),
                request.operation(),
                request.fingerprint(),
                now.plus(request.length()),
                request.takeOver(),
                false);
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        Instant now = clock.instant();
        return replace(lease, claimed -> claimed.until(now.plus(length)));
    }

    @Override
    public boolean complete(Lease lease, NewRecord finished) {
        Done done = new Done(finished, clock.instant(), lease);
        return replace(lease, claimed -> done)
                || (slots.get(lease.id()) instanceof Done known && lease.equals(known.by()));
    }

    @Override
    public boolean release(Lease lease) {
        return replace(lease, claimed -> null);
    }

    @Override
    public boolean doubt(Lease lease) {
        return replace(lease, Claimed::inDoubt);
    }

    @Override
    public boolean settle(RecordId id, @Nullable NewRecord finished) {
        Instant now = clock.instant();
        AtomicBoolean settled = new AtomicBoolean();
        slots.computeIfPresent(id, (same, slot) -> {
            if (!(slot.seenAt(now) instanceof Sighting.InDoubt)) {
                return slot;
            }
            settled.set(true);
            return finished == null ? null : new Done(finished, now, null);
        });
        return settled.get();
    }

    /** Forgets what is past its retention. Claims are never forgotten. */
    public void purge() {
        Instant now = clock.instant();
        slots.values().removeIf(slot -> slot instanceof Done && slot.seenAt(now) instanceof Sighting.Absent);
    }

    private interface Change {
        @Nullable
        Slot of(Claimed claimed);
    }

    /** Changes the slot if the lease holds it. */
    private boolean replace(Lease lease, Change change) {
        AtomicBoolean ours = new AtomicBoolean();
        slots.computeIfPresent(lease.id(), (id, slot) -> {
            if (slot instanceof Claimed claimed && claimed.isOf(lease)) {
                ours.set(true);
                return change.of(claimed);
            }
            return slot;
        });
        return ours.get();
    }

    private void makeRoom(RecordId id) {
        if (slots.containsKey(id) || slots.size() < mostRecords) {
            return;
        }
        purge();
        if (slots.size() >= mostRecords) {
            throw new StoreException(
                    "The in-memory store is full",
                    new IllegalStateException("It holds " + mostRecords + " records, the most it was made for"));
        }
    }

    /** Effects wait in a list; the slot is marked as worked on, which nobody else can see through. */
    private final class MemoryTransaction implements Transaction<Effects>, Effects {

        private List<Runnable> effects = List.of();
        private @Nullable Working claimed;

        @Override
        public boolean joined() {
            return false;
        }

        @Override
        public Effects resource() {
            return this;
        }

        @Override
        public void onCommit(Runnable effect) {
            if (effects.isEmpty()) {
                effects = new ArrayList<>(1);
            }
            effects.add(effect);
        }

        @Override
        public Claim claim(RecordId id) {
            makeRoom(id);
            Working working = new Working(id, this, claimed);
            while (true) {
                Slot other = slots.putIfAbsent(id, working);
                if (other == null) {
                    claimed = working;
                    return GRANTED;
                }
                if (other instanceof Working) {
                    return BUSY;
                }
                Sighting seen = other.seenAt(clock.instant());
                if (!(seen instanceof Sighting.Absent)) {
                    return new Claim.Seen(seen);
                }
                // its time is over, and whoever removes it makes room for one
                slots.remove(id, other);
            }
        }

        @Override
        public void mark() {
            throw new IllegalStateException("Nothing joins an in-memory transaction");
        }

        @Override
        public void undo() {
            throw new IllegalStateException("Nothing joins an in-memory transaction");
        }

        @Override
        public boolean save(NewRecord record) {
            if (!(slots.get(record.id()) instanceof Working working) || !working.isOf(this)) {
                throw new IllegalStateException("Only what was claimed is saved");
            }
            working.finish(record);
            return true;
        }

        @Override
        public Commit commit() {
            if (hasSaved()) {
                effects.forEach(Runnable::run);
                Instant now = clock.instant();
                for (Working each = claimed; each != null; each = each.before()) {
                    NewRecord record = each.finished();
                    if (record != null) {
                        slots.put(each.id(), new Done(record, now, null));
                    }
                }
            }
            return COMMITTED;
        }

        private boolean hasSaved() {
            for (Working each = claimed; each != null; each = each.before()) {
                if (each.finished() != null) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void close() {
            for (Working each = claimed; each != null; each = each.before()) {
                slots.remove(each.id(), each);
            }
        }
    }
}
