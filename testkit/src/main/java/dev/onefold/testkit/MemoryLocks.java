package dev.onefold.testkit;

import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Locks of one process, by a clock that a test moves. What was once locked is remembered for ever, for its fence. */
public final class MemoryLocks implements LockStore {

    private record Slot(String owner, long fence, Instant until) {

        boolean isOf(String someone, Instant now) {
            return owner.equals(someone) && until.isAfter(now);
        }
    }

    private final Map<LockName, Slot> slots = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public MemoryLocks(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Acquired acquire(LockName name, String owner, Duration lease, Runnable lost) {
        Instant now = clock.instant();
        Slot slot = slots.merge(
                name,
                new Slot(owner, 1, now.plus(lease)),
                (old, mine) -> old.until().isAfter(now) ? old : new Slot(owner, old.fence() + 1, mine.until()));
        return slot.owner().equals(owner)
                ? new Acquired.Granted(slot.fence(), lease)
                : new Acquired.Held(Duration.between(now, slot.until()));
    }

    @Override
    public boolean renew(LockName name, String owner, Duration lease) {
        return end(name, owner, clock.instant().plus(lease));
    }

    @Override
    public boolean release(LockName name, String owner) {
        return end(name, owner, Instant.MIN);
    }

    private boolean end(LockName name, String owner, Instant until) {
        Instant now = clock.instant();
        boolean[] owned = new boolean[1];
        slots.computeIfPresent(name, (same, slot) -> {
            owned[0] = slot.isOf(owner, now);
            return owned[0] ? new Slot(owner, slot.fence(), until) : slot;
        });
        return owned[0];
    }
}
