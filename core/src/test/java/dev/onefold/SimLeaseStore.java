package dev.onefold;

import dev.onefold.SimStats.What;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A leased store as the interface promises it, which also tells the simulation what truly happened. */
final class SimLeaseStore implements LeasedStore {

    /** A claim or, once finished, a record. {@code until} is judged by the store's clock. */
    private static final class Slot {
        private final LeaseRequest request;
        private final long fence;
        private long until;
        private long trulyUntil;
        private boolean doubted;
        private @Nullable NewRecord finished;
        private long finishedAt;

        private Slot(LeaseRequest request, long fence) {
            this.request = request;
            this.fence = fence;
        }

        private boolean isOf(Lease lease) {
            return request.owner().equals(lease.owner()) && fence == lease.fence();
        }
    }

    private final SimWorld world;
    private final Map<RecordId, Slot> slots = new HashMap<>();
    private long fences;
    private long callersClockOffset;

    SimLeaseStore(SimWorld world) {
        this.world = world;
    }

    /** Whose call comes next: only a store built wrong would ask for its clock. */
    void calledFrom(SimNode node) {
        callersClockOffset = world.has(SimFlaw.LEASE_BY_PROCESS_CLOCK) ? node.clockOffset() : 0;
    }

    private long now() {
        return world.storeNow() + callersClockOffset;
    }

    @Override
    public Sighting find(RecordId id) {
        Slot slot = slots.get(id);
        if (slot == null || forgotten(slot)) {
            return new Sighting.Absent();
        }
        LeaseRequest claim = slot.request;
        NewRecord kept = slot.finished;
        if (kept == null) {
            boolean lapsed = lapsed(slot);
            return lapsed && (slot.doubted || !claim.takeOver())
                    ? new Sighting.InDoubt(claim.operation(), claim.fingerprint())
                    : new Sighting.Held(
                            claim.operation(), claim.fingerprint(), Duration.ofMillis(lapsed ? 0 : slot.until - now()));
        }
        boolean answers = world.storeNow() < slot.finishedAt + kept.answerFor().toMillis();
        return new Sighting.Finished(
                kept.operation(),
                kept.fingerprint(),
                kept.verdict(),
                kept.code(),
                answers ? kept.content() : null,
                Instant.ofEpochMilli(slot.finishedAt));
    }

    private boolean lapsed(Slot slot) {
        return slot.doubted || (now() >= slot.until && !world.has(SimFlaw.LEASE_NEVER_LAPSES));
    }

    private boolean forgotten(Slot slot) {
        NewRecord kept = slot.finished;
        return kept != null
                && world.storeNow() >= slot.finishedAt + kept.knownFor().toMillis();
    }

    @Override
    public Acquired acquire(LeaseRequest request) {
        int key = SimIntent.keyOf(request.id());
        Slot slot = slots.get(request.id());
        if (slot == null || forgotten(slot) || mayTakeOver(slot, request)) {
            return granted(key, request, slot);
        }
        if (slot.finished == null && !lapsed(slot)) {
            boolean own = slot.request.owner().equals(request.owner());
            if (own && !world.has(SimFlaw.ACQUIRE_NOT_IDEMPOTENT)) {
                return new Acquired.Granted(new Lease(request.id(), request.owner(), slot.fence));
            }
            world.fact(key, new SimFact.Refused(request.owner(), slot.request.owner()));
        }
        return new Acquired.Seen(find(request.id()));
    }

    private boolean mayTakeOver(Slot slot, LeaseRequest request) {
        boolean allowed = slot.request.takeOver() || world.has(SimFlaw.TAKES_OVER_WHEN_IT_SHOULD_ASK);
        return allowed
                && slot.finished == null
                && !slot.doubted
                && lapsed(slot)
                && slot.request.operation().equals(request.operation())
                && slot.request.fingerprint().equals(request.fingerprint());
    }

    private Acquired granted(int key, LeaseRequest request, @Nullable Slot before) {
        long fence = world.has(SimFlaw.FENCE_RESTARTS) && before == null ? 1 : ++fences;
        Slot slot = new Slot(request, fence);
        slot.until = now() + request.length().toMillis();
        slot.trulyUntil = world.storeNow() + request.length().toMillis();
        slots.put(request.id(), slot);
        boolean displaces = before != null && before.finished == null;
        if (displaces) {
            world.stats().count(What.TAKEOVERS);
        }
        world.fact(
                key,
                new SimFact.Granted(
                        request.owner(),
                        fence,
                        before != null && displaces ? before.request.owner() : null,
                        before == null ? 0 : before.trulyUntil));
        return new Acquired.Granted(new Lease(request.id(), request.owner(), fence));
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        Slot slot = slots.get(lease.id());
        if (slot == null || slot.finished != null || !slot.isOf(lease)) {
            return false;
        }
        if (lapsed(slot)) {
            world.stats().count(What.LAPSES_SEEN_BY_OWNER);
        }
        slot.until = now() + length.toMillis();
        slot.trulyUntil = world.storeNow() + length.toMillis();
        world.fact(SimIntent.keyOf(lease.id()), new SimFact.Renewed(lease.owner()));
        return true;
    }

    @Override
    public boolean complete(Lease lease, NewRecord finished) {
        Slot slot = slots.get(lease.id());
        if (slot == null) {
            return false;
        }
        boolean anyone = world.has(SimFlaw.COMPLETES_FOR_ANYONE);
        if (!slot.isOf(lease) && !anyone) {
            return false;
        }
        if (slot.finished == null || (anyone && !slot.isOf(lease))) {
            changed(lease, slot);
            finish(slot, finished, Integer.parseInt(lease.owner()));
        }
        return true;
    }

    private void finish(Slot slot, NewRecord finished, int run) {
        slot.finished = finished;
        slot.finishedAt = world.storeNow();
        world.fact(SimIntent.keyOf(finished.id()), new SimFact.Recorded(run, finished, slot.finishedAt));
    }

    private void changed(Lease lease, Slot slot) {
        world.fact(
                SimIntent.keyOf(lease.id()),
                new SimFact.Changed(lease.owner(), lease.fence(), slot.request.owner(), slot.fence));
    }

    @Override
    public boolean release(Lease lease) {
        Slot slot = slots.get(lease.id());
        boolean ours = slot != null && (slot.isOf(lease) || world.has(SimFlaw.RELEASES_FOR_ANYONE));
        if (slot == null || !ours || slot.finished != null) {
            return false;
        }
        changed(lease, slot);
        slots.remove(lease.id());
        world.fact(SimIntent.keyOf(lease.id()), new SimFact.Freed(lease.owner()));
        return true;
    }

    @Override
    public boolean doubt(Lease lease) {
        Slot slot = slots.get(lease.id());
        if (slot == null || slot.finished != null || !slot.isOf(lease)) {
            return false;
        }
        changed(lease, slot);
        slot.doubted = true;
        return true;
    }

    @Override
    public boolean settle(RecordId id, @Nullable NewRecord finished) {
        Slot slot = slots.get(id);
        if (slot == null || !(find(id) instanceof Sighting.InDoubt)) {
            return false;
        }
        if (finished != null) {
            finish(slot, finished, -1);
        } else {
            slots.remove(id);
            world.fact(SimIntent.keyOf(id), new SimFact.Freed(""));
        }
        return true;
    }

    void purge() {
        slots.forEach((id, slot) -> {
            if (forgotten(slot)) {
                world.stats().count(What.FORGOTTEN);
                world.fact(SimIntent.keyOf(id), new SimFact.Purged());
            }
        });
        slots.values().removeIf(this::forgotten);
    }
}
