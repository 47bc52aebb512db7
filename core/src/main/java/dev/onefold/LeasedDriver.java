package dev.onefold;

import dev.onefold.LeasedProtocol.Effect;
import dev.onefold.LeasedProtocol.Event;
import dev.onefold.LeasedProtocol.Step;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.LeasedStore.Acquired;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.LeasedStore.LeaseRequest;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does what {@link LeasedProtocol} asks for. Rests between the grant and the work's end, renewing the lease. */
final class LeasedDriver<T> implements LeasedRun<T>, Attempt {

    private final LeasedStore store;
    private final LeasedOperation<T> operation;
    private final Call call;
    private final String owner;
    private final Archive archive;
    private final Time time;
    private final ScheduledExecutorService renewals;
    private final Events events;
    private final Runnable onEnd;

    private Step<T> step;
    private @Nullable Lease lease;
    private @Nullable NewRecord record;
    private volatile @Nullable Future<?> renewal;
    private volatile boolean held;

    LeasedDriver(
            LeasedStore store,
            LeasedOperation<T> operation,
            Call call,
            String owner,
            Archive archive,
            Time time,
            ScheduledExecutorService renewals,
            Events events,
            Runnable onEnd) {
        this.store = store;
        this.operation = operation;
        this.call = call;
        this.owner = owner;
        this.archive = archive;
        this.time = time;
        this.renewals = renewals;
        this.events = events;
        this.onEnd = onEnd;
        this.step = LeasedProtocol.begin(operation.lease().doubt());
    }

    /** Goes as far as the work, or to the end if there is none to do. */
    void start() {
        advance();
        if (step.effect() instanceof Effect.Work<T> work) {
            lease = work.lease();
            held = true;
            long everyMillis = operation.lease().renewEvery().toMillis();
            renewal = renewals.scheduleWithFixedDelay(this::renew, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public @Nullable Outcome<T> answered() {
        if (step.effect() instanceof Effect.Answer<T> answer) {
            return answer.outcome();
        }
        if (step.effect() instanceof Effect.AnswerFrom<T> from) {
            Sighting seen = archive.opened(call.id(), from.sighting());
            return lease == null ? Answers.from(operation, call, seen) : Answers.afterWork(operation, call, seen);
        }
        if (step.effect() instanceof Effect.Fail<T> fail) {
            throw Thrown.as(fail.failure());
        }
        return null;
    }

    @Override
    public Attempt attempt() {
        lease();
        return this;
    }

    @Override
    public Outcome<T> finish(Decision<T> decision) {
        end(encoded(decision));
        Outcome<T> outcome = answered();
        if (outcome == null) {
            throw new IllegalStateException("The protocol did not end: " + step.effect());
        }
        return outcome;
    }

    @Override
    public void fail(Throwable failure) {
        end(new Event.Threw<>(failure));
    }

    /** An answer that cannot be encoded is the work's failure, and its effect may have happened. */
    private Event<T> encoded(Decision<T> decision) {
        try {
            if (!(decision instanceof Decision.Discard)) {
                record = archive.closed(Answers.record(operation, call, decision));
            }
            return new Event.Decided<>(decision);
        } catch (RuntimeException | Error failure) {
            return new Event.Threw<>(failure);
        }
    }

    private void end(Event<T> event) {
        if (!(step.effect() instanceof Effect.Work)) {
            throw new IllegalStateException("This run has ended, or never had work to do");
        }
        try {
            step = LeasedProtocol.next(step.state(), event);
            advance();
        } finally {
            stopRenewing();
            onEnd.run();
        }
    }

    private void advance() {
        while (!(step.effect() instanceof Effect.Work) && !isEnd(step.effect())) {
            step = LeasedProtocol.next(step.state(), perform(step.effect()));
        }
    }

    private boolean isEnd(Effect<T> effect) {
        return effect instanceof Effect.Answer || effect instanceof Effect.AnswerFrom || effect instanceof Effect.Fail;
    }

    private Event<T> perform(Effect<T> effect) {
        try {
            if (effect instanceof Effect.Acquire) {
                return acquire();
            }
            if (effect instanceof Effect.Complete<T> complete) {
                return new Event.Done<>(store.complete(complete.lease(), remembered()));
            }
            if (effect instanceof Effect.Release<T> release) {
                return new Event.Done<>(store.release(release.lease()));
            }
            if (effect instanceof Effect.Doubt<T> doubt) {
                return new Event.Done<>(store.doubt(doubt.lease()));
            }
            if (effect instanceof Effect.Pause<T> pause) {
                time.pause(pause.length());
                return new Event.Done<>(true);
            }
            return new Event.Seen<>(store.find(call.id()));
        } catch (StoreException failure) {
            events.retried(operation.name(), call.id(), failure);
            return new Event.NoReply<>(failure);
        }
    }

    private Event<T> acquire() {
        long since = archive.now();
        Acquired acquired = acquire(call.fingerprint());
        if (acquired instanceof Acquired.Seen seen
                && seen.sighting() instanceof Sighting.Held held
                && call.earlier().contains(held.fingerprint())) {
            // a claim that may have lapsed is taken over by its own fingerprint
            acquired = acquire(held.fingerprint());
        }
        if (acquired instanceof Acquired.Seen seen) {
            archive.keep(call.id(), seen.sighting(), since);
            return new Event.Seen<>(seen.sighting());
        }
        return acquired instanceof Acquired.Granted granted ? new Event.Granted<>(granted.lease()) : new Event.Busy<>();
    }

    private Acquired acquire(Fingerprint fingerprint) {
        return store.acquire(new LeaseRequest(
                call.id(),
                owner,
                operation.name(),
                fingerprint,
                operation.lease().length(),
                operation.lease().doubt() == Operation.Doubt.RUN_AGAIN));
    }

    private void renew() {
        Duration length = operation.lease().length();
        try {
            if (!store.renew(lease(), length)) {
                held = false;
                events.leaseLost(operation.name(), call.id(), fence());
                stopRenewing();
            }
        } catch (StoreException failure) {
            // the next renewal tries again; if none succeeds in time the lease lapses and the fence refuses this run
            events.retried(operation.name(), call.id(), failure);
        }
    }

    private NewRecord remembered() {
        if (record == null) {
            throw new IllegalStateException("Nothing was decided that is remembered");
        }
        return record;
    }

    private void stopRenewing() {
        Future<?> running = renewal;
        if (running != null) {
            running.cancel(false);
        }
    }

    private Lease lease() {
        if (lease == null) {
            throw new IllegalStateException("There is no work to do: the request is answered");
        }
        return lease;
    }

    @Override
    public RecordId id() {
        return call.id();
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public long fence() {
        return lease().fence();
    }

    @Override
    public boolean held() {
        return held;
    }
}
