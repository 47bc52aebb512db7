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
 *               └─ granted ─ [mark] ─ work ─┬─ accept, decline ─ save or commit ─┬─ done ─ close ─ applied, rejected
 *                                           │                                    └─ conflict ─ [undo] ─ close ─
 *                                           │                                                again or in progress
 *                                           ├─ reject ─ [undo, save, or close, open, claim, commit] …
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

        /** Of what was decided, in the caller's transaction. */
        record Save<T>() implements Effect<T> {}

        /** The record of what was decided, and a transaction of our own with it. */
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

    /**
     * Where one request stands, and with {@code last} what is to be done next.
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

        private State<T> opened(boolean theirs) {
            return isNew() && !theirs ? same(CLAIMING) : new State<>(claim(), null, theirs, retries, decision);
        }

        private State<T> granted() {
            if (joined) {
                return step(mark());
            }
            return isNew() ? same(WORKING) : step(work());
        }

        /** Nothing has happened yet by which one request differs from another. */
        private boolean isNew() {
            return decision == null && retries == RETRIES;
        }

        private State<T> step(Effect<T> effect) {
            return new State<>(effect, null, joined, retries, decision);
        }

        private State<T> closeThen(Effect<T> end) {
            return via(close(), end);
        }

        private State<T> undoThen(Effect<T> end) {
            return via(undo(), end);
        }

        private State<T> via(Effect<T> effect, Effect<T> end) {
            return new State<>(effect, end, joined, retries, decision);
        }

        private State<T> decided(Decision<T> what, Effect<T> effect, @Nullable Effect<T> end) {
            return new State<>(effect, end, joined, retries, what);
        }

        /** A rejection outlives the rollback of the work that said it; any other decision is made anew. */
        private State<T> retrying() {
            Decision<T> kept = decision instanceof Decision.Reject ? decision : null;
            return new State<>(last, then, joined, retries - 1, kept);
        }
    }

    // what carries nothing is the same in every request, and most of what a request would allocate
    private static final Effect<?> OPEN = new Effect.Open<>();
    private static final Effect<?> CLAIM = new Effect.Claim<>();
    private static final Effect<?> MARK = new Effect.Mark<>();
    private static final Effect<?> WORK = new Effect.Work<>();
    private static final Effect<?> UNDO = new Effect.Undo<>();
    private static final Effect<?> SAVE = new Effect.Save<>();
    private static final Effect<?> COMMIT = new Effect.Commit<>();
    private static final Effect<?> CLOSE = new Effect.Close<>();
    private static final State<?> BEGIN = undecided(open());
    private static final State<?> CLAIMING = undecided(claim());
    private static final State<?> WORKING = undecided(work());

    private TransactionalProtocol() {}

    private static <T> Effect<T> open() {
        return same(OPEN);
    }

    private static <T> Effect<T> claim() {
        return same(CLAIM);
    }

    private static <T> Effect<T> mark() {
        return same(MARK);
    }

    private static <T> Effect<T> work() {
        return same(WORK);
    }

    private static <T> Effect<T> undo() {
        return same(UNDO);
    }

    private static <T> Effect<T> save() {
        return same(SAVE);
    }

    private static <T> Effect<T> commit() {
        return same(COMMIT);
    }

    private static <T> Effect<T> close() {
        return same(CLOSE);
    }

    @SuppressWarnings("unchecked") // it carries nothing of type T
    private static <T> Effect<T> same(Effect<?> effect) {
        return (Effect<T>) effect;
    }

    private static State<?> undecided(Effect<Object> effect) {
        return new State<>(effect, null, false, RETRIES, null);
    }

    @SuppressWarnings("unchecked") // nothing is decided yet, so there is nothing of type T
    private static <T> State<T> same(State<?> state) {
        return (State<T>) state;
    }

    static <T> State<T> begin() {
        return same(BEGIN);
    }

    static <T> State<T> next(State<T> state, Event<T> event) {
        if (!mayFollow(state.last(), event)) {
            throw new IllegalStateException(event + " cannot follow " + state.last());
        }
        if (event instanceof Event.Failed<T> failed) {
            return afterFailure(state, failed);
        }
        Effect<T> last = state.last();
        if (last instanceof Effect.Open && event instanceof Event.Opened<T> opened) {
            return state.opened(opened.joined());
        }
        if (last instanceof Effect.Claim) {
            return afterClaim(state, event);
        }
        if (last instanceof Effect.Work && event instanceof Event.Decided<T> decided) {
            return afterWork(state, decided.decision());
        }
        if (last instanceof Effect.Save || last instanceof Effect.Commit) {
            return afterSave(state, event);
        }
        if (last instanceof Effect.Mark) {
            return state.step(work());
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
                || (event instanceof Event.Conflict && (last instanceof Effect.Save || last instanceof Effect.Commit))
                || (event instanceof Event.Lost && last instanceof Effect.Commit);
    }

    private static <T> State<T> afterClaim(State<T> state, Event<T> event) {
        if (event instanceof Event.Busy) {
            return state.closeThen(new Effect.Answer<>(new Outcome.InProgress<>(RETRY_AFTER)));
        }
        if (event instanceof Event.Seen<T> seen) {
            return state.closeThen(new Effect.AnswerFrom<>(seen.sighting()));
        }
        return state.decision() == null ? state.granted() : state.step(TransactionalProtocol.<T>keep(state.joined()));
    }

    private static <T> State<T> afterWork(State<T> state, Decision<T> decision) {
        if (decision instanceof Decision.Discard) {
            Effect<T> answer = new Effect.Answer<>(outcome(decision));
            return state.decided(decision, state.joined() ? undo() : close(), answer);
        }
        if (decision instanceof Decision.Reject) {
            // our own transaction may be unusable after a throw: the rejection is saved in a new one
            return state.joined() ? state.decided(decision, undo(), save()) : state.decided(decision, close(), open());
        }
        return state.decided(decision, keep(state.joined()), null);
    }

    /** The caller commits its own transaction; in one of ours the record is the last thing before the commit. */
    private static <T> Effect<T> keep(boolean joined) {
        return joined ? save() : commit();
    }

    private static <T> State<T> afterSave(State<T> state, Event<T> event) {
        if (event instanceof Event.Conflict) {
            return afterConflict(state);
        }
        return state.closeThen(new Effect.Answer<>(
                event instanceof Event.Lost ? new Outcome.Unknown<>(NO_REPLY) : outcome(decision(state))));
    }

    private static <T> State<T> afterConflict(State<T> state) {
        if (state.joined()) {
            return state.undoThen(new Effect.Answer<>(new Outcome.InProgress<>(Duration.ZERO)));
        }
        return state.retries() > 0
                ? state.retrying().closeThen(open())
                : state.closeThen(new Effect.Answer<>(new Outcome.InProgress<>(RETRY_AFTER)));
    }

    private static <T> State<T> afterFailure(State<T> state, Event.Failed<T> failed) {
        Effect<T> last = state.last();
        if (last instanceof Effect.Open) {
            return state.step(unavailable(failed));
        }
        if (last instanceof Effect.Close) {
            // the connection is gone, and with it what was not committed
            return follow(state);
        }
        if (failed.mayPass() && !state.joined() && state.retries() > 0) {
            return state.retrying().closeThen(open());
        }
        boolean ofWork = last instanceof Effect.Work || last instanceof Effect.Commit;
        Effect<T> end = ofWork && !failed.mayPass() ? new Effect.Fail<>(failed.failure()) : unavailable(failed);
        boolean undoable = state.joined() && (last instanceof Effect.Work || last instanceof Effect.Save);
        return undoable ? state.undoThen(end) : state.closeThen(end);
    }

    /** After an undo the transaction still has to be closed; after a close comes the end, or a new beginning. */
    private static <T> State<T> follow(State<T> state) {
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
