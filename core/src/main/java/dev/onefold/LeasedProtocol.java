package dev.onefold;

import dev.onefold.Operation.Doubt;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.Sighting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The leased mode as a pure step machine, as {@link TransactionalProtocol} is for the transactional one.
 *
 * <pre>
 * acquire ─┬─ busy, seen ─────────────────────────── in progress, answer from what was seen
 *          └─ granted ─ work ─┬─ accept, decline, reject ─ complete ─┬─ done ─ applied, rejected
 *                             │                                      └─ not ours any more ─ look ─ that answer, or unknown
 *                             ├─ discard ─ release ─ rejected, forgotten
 *                             └─ throw ─ release (RUN_AGAIN) or doubt (ASK) ─ the throw
 * </pre>
 *
 * A step whose reply is lost is sent again, after a pause, with the same owner and fence. Once the work has run, no
 * failure to save leads back to it.
 */
final class LeasedProtocol {

    /** How often one step is sent again. With the pauses below a save is tried for about 6 seconds. */
    static final int RETRIES = 7;

    static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    /** What to do next. */
    sealed interface Effect<T> {
        record Acquire<T>() implements Effect<T> {}

        record Work<T>(Lease lease) implements Effect<T> {}

        record Complete<T>(Lease lease, Decision<T> decision) implements Effect<T> {}

        record Release<T>(Lease lease) implements Effect<T> {}

        record Doubt<T>(Lease lease) implements Effect<T> {}

        record Look<T>() implements Effect<T> {}

        record Pause<T>(Duration length) implements Effect<T> {}

        /** The end: one of three. */
        record Answer<T>(Outcome<T> outcome) implements Effect<T> {}

        record AnswerFrom<T>(Sighting sighting) implements Effect<T> {}

        record Fail<T>(Throwable failure) implements Effect<T> {}
    }

    /** What happened. */
    sealed interface Event<T> {
        record Granted<T>(Lease lease) implements Event<T> {}

        record Busy<T>() implements Event<T> {}

        record Seen<T>(Sighting sighting) implements Event<T> {}

        record Decided<T>(Decision<T> decision) implements Event<T> {}

        record Threw<T>(Throwable failure) implements Event<T> {}

        /** A step was done, or (not {@code ours}) found the claim gone; or a pause is over. */
        record Done<T>(boolean ours) implements Event<T> {}

        /** The store did not answer: the step happened or it did not. */
        record NoReply<T>(Throwable failure) implements Event<T> {}
    }

    record Step<T>(State<T> state, Effect<T> effect) {}

    /**
     * Where one request stands.
     *
     * @param last what was asked for, and has not happened yet
     * @param then what follows a release or a doubt
     * @param pausing whether a pause comes before {@code last} is asked for again
     */
    record State<T>(Doubt doubt, Effect<T> last, @Nullable Effect<T> then, int retries, boolean pausing) {

        private Step<T> step(Effect<T> effect) {
            return stepThen(effect, null);
        }

        private Step<T> stepThen(Effect<T> effect, @Nullable Effect<T> end) {
            return new Step<>(new State<>(doubt, effect, end, RETRIES, false), effect);
        }

        private Step<T> follow() {
            if (then == null) {
                throw new IllegalStateException("Nothing was to follow " + last);
            }
            return step(then);
        }
    }

    private LeasedProtocol() {}

    static <T> Step<T> begin(Doubt doubt) {
        Effect<T> acquire = new Effect.Acquire<>();
        return new Step<>(new State<>(doubt, acquire, null, RETRIES, false), acquire);
    }

    static <T> Step<T> next(State<T> state, Event<T> event) {
        Effect<T> last = state.last();
        if (!mayFollow(state, event)) {
            throw new IllegalStateException(event + " cannot follow " + (state.pausing() ? "a pause" : last));
        }
        if (event instanceof Event.NoReply<T> noReply) {
            return afterNoReply(state, noReply);
        }
        if (state.pausing()) {
            return new Step<>(new State<>(state.doubt(), last, state.then(), state.retries(), false), last);
        }
        if (last instanceof Effect.Acquire) {
            return afterAcquire(state, event);
        }
        if (last instanceof Effect.Work<T> work) {
            return afterWork(state, work.lease(), event);
        }
        if (last instanceof Effect.Complete<T> complete && event instanceof Event.Done<T> done) {
            return done.ours()
                    ? state.step(new Effect.Answer<>(TransactionalProtocol.outcome(complete.decision())))
                    : state.step(new Effect.Look<>());
        }
        if (last instanceof Effect.Look && event instanceof Event.Seen<T> seen) {
            return state.step(
                    seen.sighting() instanceof Sighting.Finished
                            ? new Effect.AnswerFrom<>(seen.sighting())
                            : new Effect.Answer<>(
                                    new Outcome.Unknown<>("The lease was lost before the answer was saved")));
        }
        return state.follow();
    }

    private static <T> boolean mayFollow(State<T> state, Event<T> event) {
        Effect<T> last = state.last();
        if (state.pausing()) {
            return event instanceof Event.Done;
        }
        if (last instanceof Effect.Acquire) {
            return event instanceof Event.Granted
                    || event instanceof Event.Busy
                    || event instanceof Event.Seen
                    || event instanceof Event.NoReply;
        }
        if (last instanceof Effect.Work) {
            // no reply is nothing that work could say: it must not be run a second time
            return event instanceof Event.Decided || event instanceof Event.Threw;
        }
        if (last instanceof Effect.Look) {
            return event instanceof Event.Seen || event instanceof Event.NoReply;
        }
        boolean isStep =
                last instanceof Effect.Complete || last instanceof Effect.Release || last instanceof Effect.Doubt;
        return isStep && (event instanceof Event.Done || event instanceof Event.NoReply);
    }

    private static <T> Step<T> afterAcquire(State<T> state, Event<T> event) {
        if (event instanceof Event.Granted<T> granted) {
            return state.step(new Effect.Work<>(granted.lease()));
        }
        if (event instanceof Event.Seen<T> seen) {
            return state.step(new Effect.AnswerFrom<>(seen.sighting()));
        }
        return state.step(new Effect.Answer<>(new Outcome.InProgress<>(TransactionalProtocol.RETRY_AFTER)));
    }

    private static <T> Step<T> afterWork(State<T> state, Lease lease, Event<T> event) {
        if (event instanceof Event.Threw<T> threw) {
            Effect<T> end = state.doubt() == Doubt.ASK ? new Effect.Doubt<>(lease) : new Effect.Release<>(lease);
            return state.stepThen(end, new Effect.Fail<>(threw.failure()));
        }
        Decision<T> decision = ((Event.Decided<T>) event).decision();
        return decision instanceof Decision.Discard
                ? state.stepThen(
                        new Effect.Release<>(lease), new Effect.Answer<>(TransactionalProtocol.outcome(decision)))
                : state.step(new Effect.Complete<>(lease, decision));
    }

    private static <T> Step<T> afterNoReply(State<T> state, Event.NoReply<T> noReply) {
        Effect<T> last = state.last();
        if (state.retries() > 0) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << (RETRIES - state.retries()));
            return new Step<>(
                    new State<>(state.doubt(), last, state.then(), state.retries() - 1, true),
                    new Effect.Pause<>(pause));
        }
        if (last instanceof Effect.Acquire) {
            return state.step(new Effect.Fail<>(StoreUnavailableException.because(noReply.failure())));
        }
        if (last instanceof Effect.Release || last instanceof Effect.Doubt) {
            // the lease lapses by itself, and then says the same as a doubt, or frees the key
            return state.follow();
        }
        return state.step(new Effect.Answer<>(new Outcome.Unknown<>("The answer could not be saved")));
    }
}
