package dev.onefold;

import dev.onefold.Flights.Flight;
import dev.onefold.event.OnefoldListener;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.NewRecord;
import dev.onefold.store.RecordStore;
import dev.onefold.store.StoreException;
import dev.onefold.store.TransactionalStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request or a thousand copies of it: one effect, one answer.
 *
 * <pre>{@code
 * Onefold<Connection> onefold = Onefold.on(JdbcStore.on(dataSource));
 * Operation<String> pay = Operation.transactional("pay", Codec.text());
 * Outcome<String> outcome = onefold.execute(pay, Call.of(scope, key, fingerprint), connection -> charge(connection));
 * }</pre>
 *
 * Safe for use by many threads; one instance serves a process, so that duplicates meet in it.
 *
 * @param <C> what transactional work uses to take part in the transaction, such as a JDBC connection
 */
public final class Onefold<C> implements AutoCloseable {

    private final @Nullable TransactionalStore<C> transactional;
    private final @Nullable LeasedStore leased;
    private final Shared shared;

    /** What every view of one engine has in common. */
    record Shared(
            Flights flights,
            Meeting meeting,
            Archive archive,
            Time time,
            Supplier<String> owners,
            ScheduledExecutorService renewals,
            Executor committers,
            Events events,
            ConcurrentMap<String, Operation<?>> operations) {}

    private Onefold(@Nullable TransactionalStore<C> transactional, @Nullable LeasedStore leased, Shared shared) {
        this.transactional = transactional;
        this.leased = leased;
        this.shared = shared;
    }

    /** On a store that serves both modes, with the defaults of {@link #builder}. */
    public static <C, S extends TransactionalStore<C> & LeasedStore> Onefold<C> on(S store) {
        return Onefold.<C>builder().transactional(store).leased(store).build();
    }

    public static <C> Builder<C> builder() {
        return new Builder<>();
    }

    /**
     * The same engine for transactions that {@code view} opens or joins: a connection that the caller holds, say.
     */
    public Onefold<C> within(TransactionalStore<C> view) {
        return new Onefold<>(view, leased, shared);
    }

    /** The names of the operations that are declared so far. */
    public Set<String> operationNames() {
        return Set.copyOf(shared.operations().keySet());
    }

    /**
     * Checks an operation now instead of at its first use. Declaring it again is harmless.
     *
     * @throws IllegalArgumentException if the store cannot keep the operation's promise, or another operation has its
     *     name
     */
    public void declare(Operation<?> operation) {
        Operation<?> known = shared.operations().get(operation.name());
        if (operation.equals(known)) {
            return;
        }
        if (known != null) {
            throw new IllegalArgumentException("Two different operations are named '" + operation.name() + "'");
        }
        if (operation instanceof LeasedOperation) {
            leased().check(operation);
        } else {
            transactional().check(operation);
        }
        shared.operations().put(operation.name(), operation);
    }

    /**
     * Runs the work once per key and answers from then on with what it returned.
     *
     * <p>Effects that the work makes through its resource commit together with the record, or not at all; where the
     * calling thread already holds a transaction, both commit with that. A duplicate in this process waits as the
     * operation says, and without a connection; one in another process is seen by its lock and polled for.
     *
     * @throws X what the work threw, other than {@link RejectedException}: its effects are undone and the key is free
     * @throws StoreUnavailableException if the records cannot be read or written: nothing happened
     * @throws RuntimeException if the commit was refused, such as by a deferred constraint: nothing happened
     */
    public <T, X extends Exception> Outcome<T> execute(
            TransactionalOperation<T> operation, Call call, Work<C, T, X> work) throws X {
        return decide(operation, call, resource -> new Decision.Accept<>(work.run(resource)));
    }

    /** As {@link #execute(TransactionalOperation, Call, Work)}, for work that decides for itself what is kept. */
    public <T, X extends Exception> Outcome<T> decide(
            TransactionalOperation<T> operation, Call call, Work<C, Decision<T>, X> work) throws X {
        declare(operation);
        return shared.events().isHeard()
                ? shared.events().observed(shared.time(), operation, call, () -> answer(operation, call, work))
                : answer(operation, call, work);
    }

    private <T> Outcome<T> answer(TransactionalOperation<T> operation, Call call, Work<C, Decision<T>, ?> work) {
        TransactionalStore<C> store = transactional();
        boolean joins = store.joins();
        Outcome<T> cached = joins ? null : cached(operation, call);
        if (cached != null) {
            return cached;
        }
        Flight flight = new Flight(operation.name(), stored(call, store));
        var driver = new TransactionalDriver<>(store, operation, flight, work, shared.archive());
        // in the caller's transaction it never waits, and never answers others: what it does is the caller's to commit
        return joins ? driver.run() : shared.meeting().answer(operation, flight, store, driver);
    }

    /**
     * Readies a coalesced operation for requests. To be called once for each operation of a process, as requests share
     * transactions with those of the same result only.
     *
     * @throws IllegalArgumentException as {@link #declare}
     */
    public <Q, T, X extends Exception> Coalesced<Q, T, X> coalesced(
            CoalescedOperation<T> operation, BatchWork<C, Q, T, X> work) {
        declare(operation);
        return new Coalesced<>(
                new BatchDriver<>(transactional(), operation, work, shared.archive()), operation, shared);
    }

    /**
     * Whether a failure of transactional work means no more than that its transaction, run again from its beginning, may
     * succeed. Work that makes answers of failures lets such a one pass, so that it is run again.
     */
    public boolean isTransient(Throwable failure) {
        return transactional().isTransient(failure);
    }

    /**
     * Runs the work once per key while a lease is held, and answers from then on with what it returned.
     *
     * @throws X what the work threw, other than {@link RejectedException}; {@link Operation.Doubt} says what the next
     *     caller gets
     * @throws StoreUnavailableException if the records cannot be read or written: the work was not run
     */
    public <T, X extends Exception> Outcome<T> execute(LeasedOperation<T> operation, Call call, LeasedWork<T, X> work)
            throws X {
        return decide(operation, call, attempt -> new Decision.Accept<>(work.run(attempt)));
    }

    /** As {@link #execute(LeasedOperation, Call, LeasedWork)}, for work that decides for itself what is kept. */
    public <T, X extends Exception> Outcome<T> decide(
            LeasedOperation<T> operation, Call call, LeasedWork<Decision<T>, X> work) throws X {
        return shared.events().isHeard()
                ? shared.events().observed(shared.time(), operation, call, () -> answer(operation, call, work))
                : answer(operation, call, work);
    }

    private <T> Outcome<T> answer(LeasedOperation<T> operation, Call call, LeasedWork<Decision<T>, ?> work) {
        LeasedRun<T> run = begin(operation, call);
        Outcome<T> answered = run.answered();
        return answered != null ? answered : run.finish(decision(run, work));
    }

    /**
     * Begins a leased request whose work ends elsewhere, such as on another thread.
     *
     * @throws StoreUnavailableException if the records cannot be read or written: there is no work to do
     */
    public <T> LeasedRun<T> start(LeasedOperation<T> operation, Call call) {
        return begin(operation, call);
    }

    /**
     * What has become of the request with this key, whatever operation it is of, without a write and without a lock: for
     * a caller that lost its answer, or somebody who looks into it. Empty if the key was never used, or may be used anew.
     *
     * <p>In progress also tells of a transaction that is still open, where the store can see one.
     *
     * @param codec reads what was stored
     * @throws StoreUnavailableException if the records cannot be read
     */
    public <T> Optional<Outcome<T>> read(RecordId id, Codec<T> codec) {
        try {
            Optional<Outcome<T>> found = look(id, codec);
            if (found.isPresent() || transactional == null) {
                return found;
            }
            // whoever was at work and no longer is has committed before the second look
            return transactional.isAtWork(storedId(id))
                    ? Optional.of(new Outcome.InProgress<>(TransactionalProtocol.RETRY_AFTER))
                    : look(id, codec);
        } catch (StoreException failure) {
            throw StoreUnavailableException.because(failure);
        }
    }

    private <T> Optional<Outcome<T>> look(RecordId id, Codec<T> codec) {
        Optional<Outcome<T>> found = transactional == null ? Optional.empty() : look(transactional, id, codec);
        return found.isPresent() || leased == null || leased.equals(transactional) ? found : look(leased, id, codec);
    }

    private <T> Optional<Outcome<T>> look(RecordStore store, RecordId id, Codec<T> codec) {
        RecordId stored = shared.archive().inUse(id, store);
        return Answers.read(codec, shared.archive().opened(stored, store.find(stored)));
    }

    /**
     * Settles a request in doubt: its effect turned out to have happened, with this answer. False if it is not in
     * doubt.
     */
    public <T> boolean resolve(LeasedOperation<T> operation, Call call, T answer) {
        declare(operation);
        LeasedStore store = leased();
        Call stored = stored(call, store);
        NewRecord record = Answers.record(operation, stored, new Decision.Accept<>(answer));
        return store.settle(stored.id(), shared.archive().closed(record));
    }

    /**
     * Settles a request in doubt: nothing happened, and the key is free. False if it is not in doubt. Only to be called
     * once the owner is surely gone: one that was merely paused may still do its work, beside the next.
     */
    public boolean resolveAsNothing(RecordId id) {
        LeasedStore store = leased();
        return store.settle(shared.archive().inUse(id, store), null);
    }

    /**
     * The identity under which the store keeps a request: another than the caller's if the engine has a {@link Seal}. For
     * whoever looks into the store.
     */
    public RecordId storedId(RecordId id) {
        return shared.archive().id(id);
    }

    /** Stops renewing leases; what is leased now lapses. Stores stay open. */
    @Override
    public void close() {
        shared.renewals().shutdownNow();
    }

    private <T> LeasedRun<T> begin(LeasedOperation<T> operation, Call call) {
        declare(operation);
        LeasedStore store = leased();
        Outcome<T> cached = cached(operation, call);
        if (cached != null) {
            return new AnsweredRun<>(cached);
        }
        Flight flight = new Flight(operation.name(), stored(call, store));
        AtomicReference<LeasedRun<T>> runs = new AtomicReference<>();
        Outcome<T> answered = shared.meeting().of(operation, flight, store, () -> {
            var driver = new LeasedDriver<>(
                    store,
                    operation,
                    flight.call(),
                    shared.owners().get(),
                    shared.archive(),
                    shared.time(),
                    shared.renewals(),
                    shared.events(),
                    () -> shared.flights().land(flight));
            driver.start();
            Outcome<T> known = driver.answered();
            if (known == null) {
                flight.working();
                runs.set(driver);
            }
            return known;
        });
        LeasedRun<T> run = answered == null ? runs.get() : new AnsweredRun<>(answered);
        if (run == null) {
            throw new IllegalStateException("There is neither an answer nor work to do");
        }
        return run;
    }

    private Call stored(Call call, RecordStore store) {
        return shared.archive().call(call, store);
    }

    /** The answer of a committed record that is in memory, or null. */
    private <T> @Nullable Outcome<T> cached(Operation<T> operation, Call call) {
        return shared.archive().cached(operation, call);
    }

    private static <T> Decision<T> decision(LeasedRun<T> run, LeasedWork<Decision<T>, ?> work) {
        try {
            return work.run(run.attempt());
        } catch (RejectedException rejected) {
            return new Decision.Reject<>(rejected.rejection());
        } catch (Throwable failure) {
            run.fail(failure);
            throw Thrown.as(failure);
        }
    }

    private TransactionalStore<C> transactional() {
        if (transactional == null) {
            throw new IllegalArgumentException("This Onefold has no store for transactional operations");
        }
        return transactional;
    }

    private LeasedStore leased() {
        if (leased == null) {
            throw new IllegalArgumentException("This Onefold has no store for leased operations");
        }
        return leased;
    }

    private record AnsweredRun<T>(Outcome<T> answered) implements LeasedRun<T> {

        @Override
        public Attempt attempt() {
            throw new IllegalStateException("There is no work to do: the request is answered");
        }

        @Override
        public Outcome<T> finish(Decision<T> decision) {
            throw new IllegalStateException("There was no work to do: the request is answered");
        }

        @Override
        public void fail(Throwable failure) {
            throw new IllegalStateException("There was no work to do: the request is answered", failure);
        }
    }

    /**
     * Puts an engine together. Each part has a default but the stores.
     *
     * @param <C> as for {@link Onefold}
     */
    public static final class Builder<C> {

        private @Nullable TransactionalStore<C> transactional;
        private @Nullable LeasedStore leased;
        private Time time = Time.system();
        private Supplier<String> owners = () -> UUID.randomUUID().toString();
        private @Nullable ScheduledExecutorService renewals;
        private @Nullable Executor committers;
        private @Nullable Seal seal;
        private AnswerCache cache = AnswerCache.NONE;
        private final List<OnefoldListener> listeners = new ArrayList<>();

        private Builder() {}

        public Builder<C> transactional(TransactionalStore<C> store) {
            this.transactional = store;
            return this;
        }

        public Builder<C> leased(LeasedStore store) {
            this.leased = store;
            return this;
        }

        /** The process's sense of time, for waiting only. */
        public Builder<C> time(Time other) {
            this.time = other;
            return this;
        }

        /** Names for the owners of leases, each never given before by any process; at most 64 characters. */
        public Builder<C> owners(Supplier<String> other) {
            this.owners = other;
            return this;
        }

        /**
         * What runs the transactions of {@linkplain Coalesced#submit submitted} requests that no waiting caller runs. By
         * default daemon threads, as many as committers need.
         */
        public Builder<C> committers(Executor other) {
            this.committers = other;
            return this;
        }

        /**
         * What renews leases, and wakes submitted requests that wait; shut down by {@link Onefold#close}. One daemon thread
         * by default.
         */
        public Builder<C> renewals(ScheduledExecutorService other) {
            this.renewals = other;
            return this;
        }

        public Builder<C> listener(OnefoldListener listener) {
            listeners.add(listener);
            return this;
        }

        /** Keeps what is stored from whoever reads the store. None by default: the store is trusted. */
        public Builder<C> seal(Seal other) {
            this.seal = other;
            return this;
        }

        /** Keeps answers of committed records in memory. None by default. */
        public Builder<C> cache(AnswerCache other) {
            this.cache = other;
            return this;
        }

        public Onefold<C> build() {
            Flights flights = new Flights();
            Archive archive = new Archive(seal, new CommittedAnswers(cache, time), time);
            return new Onefold<>(
                    transactional,
                    leased,
                    new Shared(
                            flights,
                            new Meeting(flights, archive, time),
                            archive,
                            time,
                            owners,
                            renewals == null ? renewalThread() : renewals,
                            committers == null ? committerThreads() : committers,
                            new Events(listeners),
                            new ConcurrentHashMap<>()));
        }

        private static ScheduledExecutorService renewalThread() {
            var executor = new ScheduledThreadPoolExecutor(1, daemon("onefold-renewals"));
            executor.setRemoveOnCancelPolicy(true);
            return executor;
        }

        private static Executor committerThreads() {
            return Executors.newCachedThreadPool(daemon("onefold-committer"));
        }

        private static ThreadFactory daemon(String name) {
            return task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
            };
        }
    }
}
