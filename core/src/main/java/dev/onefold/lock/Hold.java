package dev.onefold.lock;

import dev.onefold.Time;
import dev.onefold.lock.LockStore.Acquired;
import dev.onefold.lock.LockStore.Acquired.Granted;
import dev.onefold.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt to have a lock and, if it is granted, the lock. Leaves its first state once, and never comes back. */
final class Hold implements HeldLock {

    private static final Logger log = LoggerFactory.getLogger(FencedLocks.class);

    private static final String TAKEN = "another took it over, or its store has forgotten it";
    private static final String LAPSED = "it was not renewed in time";

    private enum State {
        HELD,
        LOST,
        RELEASED
    }

    private final LockStore store;
    private final LockName name;
    private final String owner;
    private final Duration asked;
    private final Duration holdAtMost;
    private final Time time;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final AtomicBoolean renewing = new AtomicBoolean();

    private final List<Consumer<String>> callbacks = new ArrayList<>();
    private String lostBecause = "";
    private volatile State state = State.HELD;

    private long fence;
    private Duration lease;
    private long since;
    private volatile long until;
    private volatile @Nullable Future<?> renewal;
    private volatile @Nullable Future<?> expiry;

    Hold(
            LockStore store,
            LockName name,
            String owner,
            Duration asked,
            Duration holdAtMost,
            Time time,
            ScheduledExecutorService timer,
            Executor workers) {
        this.store = store;
        this.name = name;
        this.owner = owner;
        this.asked = asked;
        this.lease = asked;
        this.holdAtMost = holdAtMost;
        this.time = time;
        this.timer = timer;
        this.workers = workers;
    }

    /** Asks the store, once. */
    Acquired acquire() {
        since = time.nanos();
        Acquired acquired = ask();
        if (acquired instanceof Granted granted) {
            fence = granted.fence();
            lease = granted.lease();
            until = since + lease.toNanos();
            long every = lease.toNanos() / 3;
            renewal = timer.scheduleWithFixedDelay(this::renewLater, every, every, TimeUnit.NANOSECONDS);
            look();
        }
        return acquired;
    }

    /** An attempt whose reply is lost may have succeeded: what nobody knows to hold is given back. */
    private Acquired ask() {
        try {
            return store.acquire(name, owner, asked, () -> lose("the connection to its store is in doubt"));
        } catch (StoreException failure) {
            later(this::giveBack);
            throw failure;
        }
    }

    /** Looks whether the lease is over, and looks again when it may be. */
    private void look() {
        long left = until - time.nanos();
        if (state != State.HELD) {
            stopTimers();
        } else if (left <= 0) {
            lose(LAPSED);
        } else {
            expiry = timer.schedule(this::look, left, TimeUnit.NANOSECONDS);
        }
    }

    private void renewLater() {
        boolean over = time.nanos() - since >= holdAtMost.toNanos();
        if (!over && renewing.compareAndSet(false, true)) {
            later(this::renew);
        }
    }

    private void renew() {
        try {
            long sent = time.nanos();
            if (!held()) {
                return;
            }
            if (store.renew(name, owner, asked)) {
                until = sent + lease.toNanos();
            } else {
                lose(TAKEN);
            }
        } catch (StoreException failure) {
            log.warn("Lock {} could not be renewed; tried again until its lease is over", name, failure);
        } finally {
            renewing.set(false);
        }
    }

    private void lose(String reason) {
        List<Consumer<String>> told = leave(State.LOST, reason);
        if (told == null) {
            return;
        }
        log.warn("Lock {} with fence {} is lost: {}", name, fence, reason);
        later(() -> {
            told.forEach(callback -> tell(callback, reason));
            giveBack();
        });
    }

    /** Who is to be told, or null if it was left before. */
    private synchronized @Nullable List<Consumer<String>> leave(State next, String reason) {
        if (state != State.HELD) {
            return null;
        }
        state = next;
        lostBecause = reason;
        stopTimers();
        return List.copyOf(callbacks);
    }

    private void tell(Consumer<String> callback, String reason) {
        try {
            callback.accept(reason);
        } catch (RuntimeException failure) {
            log.error("What was to be done at the loss of lock {} failed", name, failure);
        }
    }

    private void giveBack() {
        try {
            store.release(name, owner);
        } catch (StoreException failure) {
            log.debug("Lock {} could not be given back; it lapses", name, failure);
        }
    }

    private void later(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException closed) {
            log.debug("Lock {} is left to lapse", name, closed);
        }
    }

    private void stopTimers() {
        for (Future<?> running : new @Nullable Future<?>[] {renewal, expiry}) {
            if (running != null) {
                running.cancel(false);
            }
        }
    }

    @Override
    public LockName name() {
        return name;
    }

    @Override
    public long fence() {
        return fence;
    }

    @Override
    public boolean held() {
        return state == State.HELD && until - time.nanos() > 0;
    }

    @Override
    public void onLost(Consumer<String> callback) {
        synchronized (this) {
            if (state != State.LOST) {
                callbacks.add(callback);
                return;
            }
        }
        tell(callback, lostBecause);
    }

    @Override
    public boolean release() {
        List<Consumer<String>> told = leave(State.RELEASED, TAKEN);
        if (told == null) {
            return false;
        }
        boolean owned = store.release(name, owner);
        if (!owned) {
            told.forEach(callback -> tell(callback, TAKEN));
        }
        return owned;
    }

    @Override
    public void close() {
        try {
            if (state == State.HELD && !release()) {
                log.warn("Lock {} with fence {} was lost before it was released", name, fence);
            }
        } catch (StoreException failure) {
            log.warn("Lock {} could not be released; it lapses after {}", name, lease, failure);
        }
    }
}
