package dev.onefold;

import dev.onefold.store.Sighting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The transactional mode as a pure step machine: a state and what happened give the next state and the one thing to do
 * next. No threads, no clock, no randomness: whoever drives it may be the engine on a real database, or a simulator.
 *
 * <pre>
 * open ─ claim ─┬─ busy ─────────────────────────────── close ─ in progress
 *               ├─ seen ─────────────────────────────── close ─ answer from the record
 *               └─ granted ─ [mark] ─ work ─┬─ accept, decline ─ save ─┬─ saved ─ [commit] ─ close ─ applied, rejected
 *                                           │                          └─ conflict ─ [undo] ─ close ─ again or in progress
 *                                           ├─ reject ─ [undo or close, open, claim] ─ save …
 *                                           └─ discard, throw ─ [undo] ─ close
 * </pre>
 *
 * A joined transaction marks before the work and undoes to the mark; one of our own is closed, which rolls it back.
 */
final class TransactionalProtocol {

    /** How often a transaction of our own is run again after a transient failure or a conflict. */
    static final int RETRIES = 3;

    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    static final String NO_REPLY = "The reply to the commit was lost";

    /** What to do next. */
    sealed interface Effect<T> {
        record Open<T>() implements Effect<T> {}

        record Claim<T>() implements Effect<T> {}

        record Mark<T>() implements Effect<T> {}

        record Work<T>() implements Effect<T> {}

        record Undo<T>() implements Effect<T> {}

        record Save<T>(Decision<T> decision) implements Effect<T> {}

        record Commit<T>() implements Effect<T> {}

        record Close<T>() implements Effect<T> {}

        /** The end: one of three. */
        record Answer<T>(Outcome<T> outcome) implements Effect<T> {}

        record AnswerFrom<T>(Sighting sighting) implements Effect<T> {}

        record Fail<T>(Throwable failure) implements Effect<T> {}
    }

    /** What happened. */
    sealed interface Event<T> {
        record Opened<T>(boolean joined) implements Event<T> {}

        record Granted<T>() implements Event<T> {}

        record Busy<T>() implements Event<T> {}

        record Seen<T>(Sighting sighting) implements Event<T> {}

        /** Mark, undo, save, commit or close did what it should. */
        record Done<T>() implements Event<T> {}

        record Decided<T>(Decision<T> decision) implements Event<T> {}

        record Conflict<T>() implements Event<T> {}

        record Lost<T>() implements Event<T> {}

        /** The store or the work failed; run again from the beginning it may succeed if {@code mayPass}. */
        record Failed<T>(Throwable failure, boolean mayPass) implements Event<T> {}
    }

    record Step<T>(State<T> state, Effect<T> effect) {}

    /**
     * Where one request stands.
     *
     * @param last what was asked for, and has not happened yet
     * @param then what follows once the transaction is undone or closed
     * @param decision what the work decided, or null before
     */
    record State<T>(
            Effect<T> last,
            @Nullable Effect<T> then,
            boolean joined,
            int retries,
            @Nullable Decision<T> decision) {

        private Step<T> step(Effect<T> effect) {
            return new Step<>(new State<>(effect, null, joined, retries, decision), effect);
        }

        private Step<T> closeThen(Effect<T> end) {
            return via(new Effect.Close<>(), end);
        }

        private Step<T> undoThen(Effect<T> end) {
            return via(new Effect.Undo<>(), end);
        }

        private Step<T> via(Effect<T> effect, Effect<T> end) {
            return new Step<>(new State<>(effect, end, joined, retries, decision), effect);
        }

        private State<T> decided(Decision<T> what) {
            return new State<>(last, then, joined, retries, what);
        }

        /** A rejection outlives the rollback of the work that said it; any other decision is made anew. */
        private State<T> retrying() {
            Decision<T> kept = decision instanceof Decision.Reject ? decision : null;
            return new State<>(last, then, joined, retries - 1, kept);
        }
    }

    private TransactionalProtocol() {}

    static <T> Step<T> begin() {
        Effect<T> open = new Effect.Open<>();
        return new Step<>(new State<>(open, null, false, RETRIES, null), open);
    }

    static <T> Step<T> next(State<T> state, Event<T> event) {
        if (!mayFollow(state.last(), event)) {
            throw new IllegalStateException(event + " cannot follow " + state.last());
        }
        if (event instanceof Event.Failed<T> failed) {
            return afterFailure(state, failed);
        }
        Effect<T> last = state.last();
        if (last instanceof Effect.Open && event instanceof Event.Opened<T> opened) {
            return new State<>(last, null, opened.joined(), state.retries(), state.decision())
                    .step(new Effect.Claim<>());
        }
        if (last instanceof Effect.Claim) {
            return afterClaim(state, event);
        }
        if (last instanceof Effect.Work && event instanceof Event.Decided<T> decided) {
            return afterWork(state.decided(decided.decision()));
        }
        if (last instanceof Effect.Save<T> save) {
            return event instanceof Event.Conflict ? afterConflict(state) : afterSave(state, save);
        }
        if (last instanceof Effect.Commit) {
            return state.closeThen(new Effect.Answer<>(
                    event instanceof Event.Lost ? new Outcome.Unknown<>(NO_REPLY) : outcome(decision(state))));
        }
        if (last instanceof Effect.Mark) {
            return state.step(new Effect.Work<>());
        }
        return follow(state);
    }

    private static <T> boolean mayFollow(Effect<T> last, Event<T> event) {
        if (last instanceof Effect.Answer || last instanceof Effect.AnswerFrom || last instanceof Effect.Fail) {
            return false;
        }
        if (event instanceof Event.Failed) {
            return true;
        }
        if (last instanceof Effect.Open) {
            return event instanceof Event.Opened;
        }
        if (last instanceof Effect.Claim) {
            return event instanceof Event.Granted || event instanceof Event.Busy || event instanceof Event.Seen;
        }
        if (last instanceof Effect.Work) {
            return event instanceof Event.Decided;
        }
        return event instanceof Event.Done
                || (last instanceof Effect.Save && event instanceof Event.Conflict)
                || (last instanceof Effect.Commit && event instanceof Event.Lost);
    }

    private static <T> Step<T> afterClaim(State<T> state, Event<T> event) {
        if (event instanceof Event.Busy) {
            return state.closeThen(new Effect.Answer<>(new Outcome.InProgress<>(RETRY_AFTER)));
        }
        if (event instanceof Event.Seen<T> seen) {
            return state.closeThen(new Effect.AnswerFrom<>(seen.sighting()));
        }
        if (state.decision() != null) {
            return state.step(new Effect.Save<>(state.decision()));
        }
        return state.step(state.joined() ? new Effect.Mark<>() : new Effect.Work<>());
    }

    private static <T> Step<T> afterWork(State<T> state) {
        Decision<T> decision = decision(state);
        if (decision instanceof Decision.Discard) {
            Effect<T> answer = new Effect.Answer<>(outcome(decision));
            return state.joined() ? state.undoThen(answer) : state.closeThen(answer);
        }
        if (decision instanceof Decision.Reject) {
            // our own transaction may be unusable after a throw: the rejection is saved in a new one
            return state.joined() ? state.undoThen(new Effect.Save<>(decision)) : state.closeThen(new Effect.Open<>());
        }
        return state.step(new Effect.Save<>(decision));
    }

    private static <T> Step<T> afterSave(State<T> state, Effect.Save<T> save) {
        return state.joined()
                ? state.closeThen(new Effect.Answer<>(outcome(save.decision())))
                : state.step(new Effect.Commit<>());
    }

    private static <T> Step<T> afterConflict(State<T> state) {
        if (state.joined()) {
            return state.undoThen(new Effect.Answer<>(new Outcome.InProgress<>(Duration.ZERO)));
        }
        return state.retries() > 0
                ? state.retrying().closeThen(new Effect.Open<>())
                : state.closeThen(new Effect.Answer<>(new Outcome.InProgress<>(RETRY_AFTER)));
    }

    private static <T> Step<T> afterFailure(State<T> state, Event.Failed<T> failed) {
        Effect<T> last = state.last();
        if (last instanceof Effect.Open) {
            return state.step(unavailable(failed));
        }
        if (last instanceof Effect.Close) {
            // the connection is gone, and with it what was not committed
            return follow(state);
        }
        if (failed.mayPass() && !state.joined() && state.retries() > 0) {
            return state.retrying().closeThen(new Effect.Open<>());
        }
        boolean ofWork = last instanceof Effect.Work || last instanceof Effect.Commit;
        Effect<T> end = ofWork && !failed.mayPass() ? new Effect.Fail<>(failed.failure()) : unavailable(failed);
        boolean undoable = state.joined() && (last instanceof Effect.Work || last instanceof Effect.Save);
        return undoable ? state.undoThen(end) : state.closeThen(end);
    }

    /** After an undo the transaction still has to be closed; after a close comes the end, or a new beginning. */
    private static <T> Step<T> follow(State<T> state) {
        Effect<T> then = state.then();
        if (then == null) {
            throw new IllegalStateException("Nothing was to follow " + state.last());
        }
        boolean undone = state.last() instanceof Effect.Undo;
        return undone && !(then instanceof Effect.Save) ? state.closeThen(then) : state.step(then);
    }

    private static <T> Effect<T> unavailable(Event.Failed<T> failed) {
        return new Effect.Fail<>(StoreUnavailableException.because(failed.failure()));
    }

    private static <T> Decision<T> decision(State<T> state) {
        Decision<T> decision = state.decision();
        if (decision == null) {
            throw new IllegalStateException("Nothing was decided before " + state.last());
        }
        return decision;
    }

    static <T> Outcome<T> outcome(Decision<T> decision) {
        if (decision instanceof Decision.Accept<T> accept) {
            return new Outcome.Applied<>(accept.value());
        }
        if (decision instanceof Decision.Decline<T> decline) {
            return new Outcome.Rejected<>(decline.rejection(), Outcome.Rejected.Memory.REMEMBERED);
        }
        if (decision instanceof Decision.Reject<T> reject) {
            return new Outcome.Rejected<>(reject.rejection(), Outcome.Rejected.Memory.REMEMBERED);
        }
        return new Outcome.Rejected<>(((Decision.Discard<T>) decision).rejection(), Outcome.Rejected.Memory.FORGOTTEN);
    }
}
