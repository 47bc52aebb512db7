package dev.onefold;

import dev.onefold.Flights.Flight;
import dev.onefold.TransactionalProtocol.Effect;
import dev.onefold.TransactionalProtocol.Event;
import dev.onefold.TransactionalProtocol.State;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import dev.onefold.store.TransactionalStore;
import dev.onefold.store.TransactionalStore.Claim;
import dev.onefold.store.TransactionalStore.Commit;
import dev.onefold.store.TransactionalStore.Transaction;
import org.jspecify.annotations.Nullable;

/** Does what {@link TransactionalProtocol} asks for, on a real store with real work. One request, one thread. */
final class TransactionalDriver<C, T> implements Meeting.Run<T> {

    private static final Event<?> BEGUN = new Event.Opened<>(false);
    private static final Event<?> JOINED = new Event.Opened<>(true);
    private static final Event<?> GRANTED = new Event.Granted<>();
    private static final Event<?> DONE = new Event.Done<>();

    private final TransactionalStore<C> store;
    private final Operation<T> operation;
    private final Flight flight;
    private final Work<C, Decision<T>, ?> work;
    private final Archive archive;
    private @Nullable Transaction<C> transaction;
    private @Nullable NewRecord record;

    TransactionalDriver(
            TransactionalStore<C> store,
            Operation<T> operation,
            Flight flight,
            Work<C, Decision<T>, ?> work,
            Archive archive) {
        this.store = store;
        this.operation = operation;
        this.flight = flight;
        this.work = work;
        this.archive = archive;
    }

    @Override
    public Outcome<T> run() {
        if (archive.repeats().areCommon() && !store.joins()) {
            Sighting seen = committed();
            if (seen instanceof Sighting.Finished) {
                archive.repeats().note(true);
                return Answers.from(operation, call(), seen);
            }
        }
        State<T> state = TransactionalProtocol.begin();
        while (true) {
            if (state.last() instanceof Effect.Answer<T> answer) {
                return answer.outcome();
            }
            if (state.last() instanceof Effect.AnswerFrom<T> from) {
                return Answers.from(operation, call(), archive.opened(call().id(), from.sighting()));
            }
            if (state.last() instanceof Effect.Fail<T> fail) {
                throw Thrown.as(fail.failure());
            }
            state = TransactionalProtocol.next(state, attempt(state.last()));
        }
    }

    private Sighting committed() {
        try {
            return archive.committed(call().id(), store);
        } catch (StoreException failure) {
            throw StoreUnavailableException.because(failure);
        }
    }

    private Event<T> attempt(Effect<T> effect) {
        try {
            return perform(effect);
        } catch (Throwable failure) {
            // a store's failure is the protocol's business; anything else is the work's, its codec's or a misuse
            boolean mayPass = !(effect instanceof Effect.Open) && store.isTransient(failure);
            if (effect instanceof Effect.Open && !(failure instanceof StoreException)) {
                throw failure;
            }
            return new Event.Failed<>(failure, mayPass);
        }
    }

    private Event<T> perform(Effect<T> effect) {
        if (effect instanceof Effect.Open) {
            transaction = store.open();
            return same(transaction.joined() ? JOINED : BEGUN);
        }
        Transaction<C> open = opened();
        if (effect instanceof Effect.Claim) {
            return claim(open);
        }
        if (effect instanceof Effect.Work) {
            flight.working();
            return new Event.Decided<>(decide(open.resource()));
        }
        if (effect instanceof Effect.Save) {
            return open.save(remembered()) ? done() : new Event.Conflict<>();
        }
        if (effect instanceof Effect.Commit) {
            return commit(open);
        }
        if (effect instanceof Effect.Mark) {
            open.mark();
        } else if (effect instanceof Effect.Undo) {
            open.undo();
        } else {
            open.close();
        }
        return done();
    }

    /** An answer that cannot be encoded is the work's failure, not the store's. */
    private Decision<T> decide(C resource) {
        Decision<T> decision = run(resource);
        if (!(decision instanceof Decision.Discard)) {
            record = archive.closed(Answers.record(operation, call(), decision));
        }
        return decision;
    }

    private Decision<T> run(C resource) {
        try {
            return work.run(resource);
        } catch (RejectedException rejected) {
            return new Decision.Reject<>(rejected.rejection());
        } catch (Exception failure) {
            throw Thrown.as(failure);
        }
    }

    /** What a transaction of our own saw before it did anything is committed. */
    private Event<T> claim(Transaction<C> open) {
        long since = archive.now();
        Claim claim = open.claim(call().id());
        archive.repeats().note(claim instanceof Claim.Seen);
        if (claim instanceof Claim.Seen seen) {
            if (!open.joined()) {
                archive.keep(call().id(), seen.sighting(), since);
            }
            return new Event.Seen<>(seen.sighting());
        }
        return claim instanceof Claim.Granted ? same(GRANTED) : new Event.Busy<>();
    }

    private Event<T> commit(Transaction<C> open) {
        try {
            if (!open.save(remembered())) {
                return new Event.Conflict<>();
            }
        } catch (StoreException failure) {
            return unsaved(failure);
        }
        Commit commit;
        try {
            commit = open.commit();
        } catch (StoreException noReply) {
            return new Event.Lost<>();
        }
        if (commit instanceof Commit.Refused refused) {
            return new Event.Failed<>(refused.cause(), store.isTransient(refused.cause()));
        }
        if (commit instanceof Commit.Unsaved unsaved) {
            return unsaved(unsaved.cause());
        }
        if (commit instanceof Commit.Conflict) {
            return new Event.Conflict<>();
        }
        return commit instanceof Commit.Done ? done() : new Event.Lost<>();
    }

    private Call call() {
        return flight.call();
    }

    private Event<T> unsaved(StoreException cause) {
        return new Event.Failed<>(StoreUnavailableException.because(cause), store.isTransient(cause));
    }

    private NewRecord remembered() {
        if (record == null) {
            throw new IllegalStateException("Nothing was decided that is remembered");
        }
        return record;
    }

    private Transaction<C> opened() {
        if (transaction == null) {
            throw new IllegalStateException("No transaction is open");
        }
        return transaction;
    }

    private static <T> Event<T> done() {
        return same(DONE);
    }

    @SuppressWarnings("unchecked") // it carries nothing of type T
    private static <T> Event<T> same(Event<?> event) {
        return (Event<T>) event;
    }
}
