package dev.onefold;

import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import dev.onefold.store.TransactionalStore;
import dev.onefold.store.TransactionalStore.Claim;
import dev.onefold.store.TransactionalStore.Commit;
import dev.onefold.store.TransactionalStore.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers a batch: claims all keys, has the work done for those that are new, writes all records, commits once.
 *
 * <pre>
 * claim all ─ work for those granted ─┬─ save all ─┬─ commit ─┬─ done: everybody has an answer
 *                                     │            │          └─ no reply: unknown to all
 *                                     │            └─ conflict: again
 *                                     ├─ somebody is to be undone: roll back; they alone, the others again
 *                                     └─ a throw, a refused commit: again if it may pass, else in halves
 * </pre>
 *
 * A batch of one is the {@link TransactionalDriver}'s: alone, a request has the transactional mode with all it promises,
 * and whatever a batch cannot do for one of its requests it leaves to that.
 */
final class BatchDriver<C, Q, T> {

    private final TransactionalStore<C> store;
    private final Operation<T> operation;
    private final BatchWork<C, Q, T, ?> work;
    private final Archive archive;

    BatchDriver(TransactionalStore<C> store, Operation<T> operation, BatchWork<C, Q, T, ?> work, Archive archive) {
        this.store = store;
        this.operation = operation;
        this.work = work;
        this.archive = archive;
    }

    /** How a transaction ended. Unless it was committed, nothing happened. */
    private sealed interface End<P> {

        /** Whoever was in it has an answer. */
        record Answered<P>() implements End<P> {}

        /** In a new transaction it may go better; {@code failure} is null if somebody else's record was in the way. */
        record Again<P>(@Nullable Throwable failure) implements End<P> {}

        /** These must be undone, or failed, and the others must not. */
        record Apart<P>(List<P> these) implements End<P> {}

        /** One of them spoils it, or all of them do. */
        record Broken<P>() implements End<P> {}
    }

    boolean joins() {
        return store.joins();
    }

    /** The call as the store is to know it. */
    Call stored(Call asked) {
        return archive.call(asked, store);
    }

    TransactionalStore<C> store() {
        return store;
    }

    /** One request by itself, in the transaction that the calling thread holds if it does. */
    Outcome<T> single(Passenger<Q, T> passenger) {
        return new TransactionalDriver<>(store, operation, passenger.flight(), work(passenger), archive).run();
    }

    /**
     * Answers each. Their keys are different, and their order is that in which they came. In halves it ends, since they
     * become smaller; otherwise a batch runs again a bounded number of times.
     */
    void run(List<Passenger<Q, T>> batch) {
        List<Passenger<Q, T>> open = batch;
        int retries = TransactionalProtocol.RETRIES;
        while (open.size() > 1) {
            End<Passenger<Q, T>> end = attempt(open);
            if (end instanceof End.Apart<Passenger<Q, T>> apart) {
                apart.these().forEach(this::alone);
            } else if (end instanceof End.Again<Passenger<Q, T>> again && retries-- == 0) {
                unanswered(open).forEach(each -> giveUp(each, again.failure()));
            }
            open = unanswered(open);
            if (end instanceof End.Broken) {
                run(open.subList(0, open.size() / 2));
                run(open.subList(open.size() / 2, open.size()));
                return;
            }
        }
        open.forEach(this::alone);
    }

    static <Q, T> List<Passenger<Q, T>> unanswered(List<Passenger<Q, T>> all) {
        List<Passenger<Q, T>> open = new ArrayList<>(all.size());
        for (Passenger<Q, T> each : all) {
            if (!each.isAnswered()) {
                open.add(each);
            }
        }
        return open;
    }

    private static <T> void giveUp(Passenger<?, T> passenger, @Nullable Throwable failure) {
        if (failure == null) {
            passenger.answer(new Outcome.InProgress<>(TransactionalProtocol.RETRY_AFTER));
        } else {
            passenger.fail(StoreUnavailableException.because(failure));
        }
    }

    private void alone(Passenger<Q, T> passenger) {
        try {
            passenger.answer(single(passenger));
        } catch (Throwable failure) {
            passenger.fail(failure);
        }
    }

    private Work<C, Decision<T>, ?> work(Passenger<Q, T> passenger) {
        return resource -> decide(work, resource, List.of(passenger.request())).get(0);
    }

    private static <C, Q, T, X extends Exception> List<? extends Decision<T>> decide(
            BatchWork<C, Q, T, X> work, C resource, List<Q> requests) throws X {
        List<? extends Decision<T>> decisions = work.run(resource, requests);
        if (decisions.size() != requests.size()) {
            throw new IllegalStateException(
                    "The work of " + requests.size() + " requests returned " + decisions.size() + " decisions");
        }
        return decisions;
    }

    private End<Passenger<Q, T>> attempt(List<Passenger<Q, T>> batch) {
        Transaction<C> transaction;
        try {
            transaction = store.open();
        } catch (StoreException failure) {
            batch.forEach(each -> giveUp(each, failure));
            return new End.Answered<>();
        }
        try {
            return in(transaction, batch);
        } finally {
            close(transaction);
        }
    }

    private End<Passenger<Q, T>> in(Transaction<C> transaction, List<Passenger<Q, T>> batch) {
        List<Passenger<Q, T>> granted;
        try {
            granted = claim(transaction, batch);
        } catch (StoreException failure) {
            if (!store.isTransient(failure)) {
                batch.forEach(each -> giveUp(each, failure));
            }
            return new End.Again<>(failure);
        }
        if (granted.isEmpty()) {
            return new End.Answered<>();
        }
        try {
            granted.forEach(each -> each.flight().working());
            return finish(
                    transaction, granted, decide(work, transaction.resource(), each(granted, Passenger::request)));
        } catch (Throwable failure) {
            return failed(failure);
        }
    }

    /** Answers those who need no work, and returns the others. */
    private List<Passenger<Q, T>> claim(Transaction<C> transaction, List<Passenger<Q, T>> batch) {
        long since = archive.now();
        List<Passenger<Q, T>> sorted = sorted(batch, BatchDriver::id);
        List<Claim> claims = transaction.claim(each(sorted, BatchDriver::id));
        for (int i = 0; i < sorted.size(); i++) {
            if (claims.get(i) instanceof Claim.Seen seen) {
                answerFrom(sorted.get(i), seen.sighting(), since);
            } else if (claims.get(i) instanceof Claim.Busy) {
                giveUp(sorted.get(i), null);
            }
        }
        return unanswered(batch);
    }

    private static RecordId id(Passenger<?, ?> passenger) {
        return passenger.call().id();
    }

    private static <A, B> List<B> each(List<A> all, Function<A, B> view) {
        List<B> views = new ArrayList<>(all.size());
        for (A one : all) {
            views.add(view.apply(one));
        }
        return views;
    }

    /** In an order that is the same in every process, so that two batches do not take each other's keys half and half. */
    private static <R> List<R> sorted(List<R> all, Function<R, RecordId> id) {
        List<R> sorted = new ArrayList<>(all);
        sorted.sort((one, other) ->
                Long.compareUnsigned(id.apply(one).hash64(), id.apply(other).hash64()));
        return sorted;
    }

    /** What a transaction saw before it did anything is committed. */
    private void answerFrom(Passenger<Q, T> passenger, Sighting seen, long since) {
        RecordId id = id(passenger);
        try {
            archive.keep(id, seen, since);
            passenger.answer(Answers.from(operation, passenger.call(), archive.opened(id, seen)));
        } catch (Throwable unreadable) {
            passenger.fail(unreadable);
        }
    }

    private End<Passenger<Q, T>> finish(
            Transaction<C> transaction, List<Passenger<Q, T>> granted, List<? extends Decision<T>> decisions) {
        List<Passenger<Q, T>> apart = new ArrayList<>();
        List<NewRecord> records = new ArrayList<>(granted.size());
        for (int i = 0; i < granted.size(); i++) {
            try {
                records.add(record(granted.get(i), decisions.get(i)));
            } catch (Throwable unencodable) {
                apart.add(granted.get(i));
            }
        }
        if (!apart.isEmpty()) {
            return new End.Apart<>(apart);
        }
        if (!transaction.save(sorted(records, NewRecord::id))) {
            return new End.Again<>(null);
        }
        return commit(transaction, granted, decisions);
    }

    /** Of a decision that a batch can keep beside others. */
    private NewRecord record(Passenger<Q, T> passenger, Decision<T> decision) {
        if (decision instanceof Decision.Reject || decision instanceof Decision.Discard) {
            throw new IllegalArgumentException("To be undone by itself: " + decision);
        }
        return archive.closed(Answers.record(operation, passenger.call(), decision));
    }

    private End<Passenger<Q, T>> commit(
            Transaction<C> transaction, List<Passenger<Q, T>> granted, List<? extends Decision<T>> decisions) {
        Commit commit;
        try {
            commit = transaction.commit();
        } catch (StoreException noReply) {
            commit = new Commit.Lost(noReply);
        }
        if (commit instanceof Commit.Refused refused) {
            return failed(refused.cause());
        }
        if (commit instanceof Commit.Unsaved unsaved) {
            return failed(unsaved.cause());
        }
        if (commit instanceof Commit.Conflict) {
            return new End.Again<>(null);
        }
        for (int i = 0; i < granted.size(); i++) {
            granted.get(i)
                    .answer(
                            commit instanceof Commit.Done
                                    ? TransactionalProtocol.outcome(decisions.get(i))
                                    : new Outcome.Unknown<>(TransactionalProtocol.NO_REPLY));
        }
        return new End.Answered<>();
    }

    private End<Passenger<Q, T>> failed(Throwable failure) {
        return store.isTransient(failure) ? new End.Again<>(failure) : new End.Broken<>();
    }

    private static void close(Transaction<?> transaction) {
        try {
            transaction.close();
        } catch (StoreException gone) {
            // the connection is gone, and with it what was not committed
        }
    }
}
