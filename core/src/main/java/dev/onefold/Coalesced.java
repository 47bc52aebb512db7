package dev.onefold;

import dev.onefold.Flights.Flight;
import dev.onefold.Line.Departure;
import dev.onefold.Line.Place;
import dev.onefold.Onefold.Shared;
import dev.onefold.Operation.Batching;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One coalesced operation and its work, ready for requests. Made by {@link Onefold#coalesced}, once for each operation
 * of a process: requests share transactions with those of the same instance only.
 *
 * <p>A request that is alone is committed by its own caller, at once and as in transactional mode, and so is one that
 * comes while others are alone, as long as there are committers. Where requests come in a crowd, they wait in line, without
 * a connection, and whoever is first in line when a committer is done does the work of those that wait, up to the most in
 * a batch; a further committer begins once a full batch waits, or somebody has waited for 10 milliseconds. There is no
 * delay that is not somebody's transaction, and no lock is held while a thread waits for the database: virtual threads
 * serve as well as others.
 *
 * <p>Safe for use by many threads.
 *
 * @param <Q> a request
 * @param <T> the answer
 * @param <X> what the work throws
 */
public final class Coalesced<Q, T, X extends Exception> {

    private final BatchDriver<?, Q, T> driver;
    private final CoalescedOperation<T> operation;
    private final Shared shared;
    private final Line<Passenger<Q, T>> line;

    Coalesced(BatchDriver<?, Q, T> driver, CoalescedOperation<T> operation, Shared shared) {
        this.driver = driver;
        this.operation = operation;
        this.shared = shared;
        this.line = new Line<>(operation.batching());
    }

    /**
     * Does the request once per key, with others or alone, and answers from then on as it was answered first. What it
     * promises is what {@link Onefold#execute(TransactionalOperation, Call, Work)} does; where the calling thread holds a
     * transaction, the request is done alone in that.
     *
     * @throws X what the work threw for this request, other than {@link RejectedException}: its effects are undone and
     *     the key is free
     * @throws OverloadedException if too many wait, or this one waited for too long: nothing happened
     * @throws StoreUnavailableException if the records cannot be read or written: nothing happened
     * @throws RuntimeException if the commit was refused, such as by a deferred constraint: nothing happened
     */
    public Outcome<T> execute(Call call, Q request) throws X {
        return heard(call, () -> request);
    }

    /**
     * As {@link #execute}, for a request that takes some work to be made of what came. It is made once, by this thread, and
     * not for a repeat that this process or, where the request is alone, its record answers.
     *
     * @param maker makes it, perhaps in the transaction; quickly, as others wait for it, {@link Batching#answerWithin} at
     *     most. If it throws, so does this, as if the work had thrown that
     */
    public Outcome<T> executeMade(Call call, Supplier<? extends Q> maker) throws X {
        return heard(call, new Making<>(maker, shared.time(), answerWithin()));
    }

    private Outcome<T> heard(Call call, Supplier<? extends Q> request) {
        return shared.events().isHeard()
                ? shared.events().observed(shared.time(), operation, call, () -> answer(call, request))
                : answer(call, request);
    }

    private Outcome<T> answer(Call call, Supplier<? extends Q> request) {
        boolean joins = driver.joins();
        Outcome<T> cached = joins ? null : shared.archive().cached(operation, call);
        if (cached != null) {
            return cached;
        }
        Flight flight = flight(driver.stored(call));
        return joins
                ? driver.single(new Passenger<>(flight, request, null))
                : shared.meeting()
                        .answer(
                                operation,
                                flight,
                                driver.store(),
                                () -> ride(new Passenger<>(flight, request, null), request));
    }

    /**
     * As {@link #execute}, and returns at once (after a look-up for each older key, if the engine has a {@link Seal} with
     * such). The future fails with what {@code execute} would throw. It is completed by
     * whoever commits, who serves others too: what follows on it should be quick, or asynchronous.
     *
     * @throws IllegalStateException if the calling thread holds a transaction, which the request would not be part of
     */
    public CompletableFuture<Outcome<T>> submit(Call call, Q request) {
        if (driver.joins()) {
            throw new IllegalStateException("A request that is submitted cannot commit with the caller's transaction;"
                    + " submit it outside of it, or execute it");
        }
        return new Submission<>(this, operation, call, driver.stored(call), request, shared).begin();
    }

    /** How many requests wait in line. */
    public int waiting() {
        return line.waiting();
    }

    Flight flight(Call stored) {
        return new Flight(operation.name(), stored);
    }

    private Outcome<T> ride(Passenger<Q, T> me, Supplier<? extends Q> request) {
        Place place = line.enter(me);
        if (place == Place.REFUSED) {
            throw full();
        }
        if (place == Place.WAITS && request instanceof Making<? extends Q> making) {
            // whoever leads may need it, and there is time now
            making.make();
        }
        if (place == Place.WAITS && !line.isTold(me, me.told(), shared.time())) {
            Departure departure = line.withdraw(me);
            if (departure == Departure.WITHDRAWN) {
                throw late();
            }
            if (departure == Departure.TAKEN && me.told().getCount() > 0) {
                return new Outcome.InProgress<>(TransactionalProtocol.RETRY_AFTER);
            }
        }
        if (!me.isAnswered()) {
            lead(me);
        }
        return me.outcome();
    }

    Line<Passenger<Q, T>> line() {
        return line;
    }

    Duration answerWithin() {
        return operation.batching().answerWithin();
    }

    /**
     * Does the work of whoever waits, gives the lead away, and tells what came of it. Threads that wait are woken first,
     * unless the next batch is full anyway: they may be back in time for it. What follows on a future is not, as it
     * might wait for whoever leads next.
     */
    void lead(Passenger<Q, T> leader) {
        List<Passenger<Q, T>> batch = line.board(leader);
        try {
            driver.run(batch);
        } catch (Throwable unforeseen) {
            BatchDriver.unanswered(batch).forEach(each -> each.fail(unforeseen));
        } finally {
            if (!line.isFull()) {
                batch.forEach(Passenger::wake);
            }
            Passenger<Q, T> next = line.leave();
            if (next != null) {
                next.lead();
            }
            batch.forEach(Passenger::tell);
        }
    }

    static OverloadedException full() {
        return new OverloadedException(
                "More requests wait than may; nothing happened, retry with the same key",
                TransactionalProtocol.RETRY_AFTER);
    }

    static OverloadedException late() {
        return new OverloadedException(
                "The request waited for longer than it may; nothing happened, retry with the same key",
                TransactionalProtocol.RETRY_AFTER);
    }
}
