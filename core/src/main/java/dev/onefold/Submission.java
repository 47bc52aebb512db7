package dev.onefold;

import dev.onefold.Flights.Flight;
import dev.onefold.Line.Departure;
import dev.onefold.Line.Place;
import dev.onefold.Onefold.Shared;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request that no thread waits for. Where one would, this is called again instead: by a leader, or by a timer. While
 * another with the same key is at work, it looks now and then whether that has come to its end.
 */
final class Submission<Q, T> {

    private final Coalesced<Q, T, ?> coalesced;
    private final CoalescedOperation<T> operation;
    private final Call asked;
    private final Call call;
    private final Q request;
    private final Shared shared;
    private final CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
    private final long from;
    private volatile Duration poll = Meeting.FIRST_POLL;

    Submission(
            Coalesced<Q, T, ?> coalesced,
            CoalescedOperation<T> operation,
            Call asked,
            Call stored,
            Q request,
            Shared shared) {
        this.coalesced = coalesced;
        this.operation = operation;
        this.asked = asked;
        this.call = stored;
        this.request = request;
        this.shared = shared;
        this.from = shared.time().nanos();
    }

    CompletableFuture<Outcome<T>> begin() {
        Outcome<T> cached = shared.archive().cached(operation, asked);
        if (cached == null) {
            board();
        } else {
            complete(cached);
        }
        return answer;
    }

    private void board() {
        Flight mine = coalesced.flight(call);
        Flight first = shared.flights().board(mine);
        if (first == mine) {
            new Ride(mine).begin();
        } else {
            follow(first);
        }
    }

    private void follow(Flight first) {
        String field = first.isWorking()
                ? Answers.difference(
                        operation, call, first.operation(), first.call().fingerprint())
                : null;
        if (field != null) {
            complete(new Outcome.Mismatch<>(field));
        } else if (!first.join(operation.waiting().waiters())) {
            complete(new Outcome.InProgress<>(TransactionalProtocol.RETRY_AFTER));
        } else if (!later(() -> {
            first.part();
            board();
        })) {
            first.part();
            complete(new Outcome.InProgress<>(TransactionalProtocol.RETRY_AFTER));
        }
    }

    /** Looks again after a pause, if there is time left for one. */
    private boolean later(Runnable look) {
        long left = from
                + operation.waiting().granted(call.waiting()).toNanos()
                - shared.time().nanos();
        if (left <= 0) {
            return false;
        }
        Duration pause = Limits.shorter(poll, Duration.ofNanos(left));
        poll = Limits.shorter(poll.multipliedBy(2), Meeting.LONGEST_POLL);
        return after(pause, look) != null;
    }

    /** Null if the engine was closed. */
    private @Nullable Future<?> after(Duration pause, Runnable task) {
        try {
            return shared.renewals().schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            return null;
        }
    }

    private void complete(Outcome<T> outcome) {
        if (answer.complete(outcome)) {
            shared.events().answered(operation.name(), asked.id(), outcome.kind(), took());
        }
    }

    private void fail(Throwable failure) {
        if (answer.completeExceptionally(failure)) {
            shared.events().failed(operation.name(), asked.id(), failure, took());
        }
    }

    private Duration took() {
        return Duration.ofNanos(shared.time().nanos() - from);
    }

    /** The first with its key, on its way through the line. */
    private final class Ride implements Passenger.Listener {

        private final Flight flight;
        private final Passenger<Q, T> passenger;
        private volatile @Nullable Future<?> patience;

        Ride(Flight flight) {
            this.flight = flight;
            this.passenger = new Passenger<>(flight, () -> request, this);
        }

        void begin() {
            Place place = coalesced.line().enter(passenger);
            if (place == Place.LEADS) {
                lead();
            } else if (place == Place.REFUSED) {
                shared.flights().land(flight);
                fail(Coalesced.full());
            } else {
                beCalmFor(Limits.shorter(Line.PATIENCE, coalesced.answerWithin()), this::overtake);
            }
        }

        private void overtake() {
            if (coalesced.line().overtake(passenger)) {
                lead();
            } else {
                beCalmFor(coalesced.answerWithin().minus(Line.PATIENCE), this::loseIt);
            }
        }

        private void beCalmFor(Duration time, Runnable then) {
            patience = after(time, then);
            if (passenger.told().getCount() == 0) {
                beCalm();
            }
        }

        @Override
        public void lead() {
            beCalm();
            try {
                shared.committers().execute(() -> coalesced.lead(passenger));
            } catch (RejectedExecutionException closed) {
                coalesced.lead(passenger);
            }
        }

        @Override
        public void answered() {
            beCalm();
            shared.flights().land(flight);
            Outcome<T> outcome;
            try {
                outcome = passenger.outcome();
            } catch (Throwable failure) {
                fail(failure);
                return;
            }
            if (!(outcome instanceof Outcome.InProgress) || !later(Submission.this::board)) {
                complete(outcome);
            }
        }

        private void beCalm() {
            Future<?> timer = patience;
            if (timer != null) {
                timer.cancel(false);
            }
        }

        private void loseIt() {
            Departure departure = coalesced.line().withdraw(passenger);
            if (departure == Departure.WITHDRAWN) {
                shared.flights().land(flight);
                fail(Coalesced.late());
            } else if (departure == Departure.TAKEN) {
                complete(new Outcome.InProgress<>(TransactionalProtocol.RETRY_AFTER));
            }
        }
    }
}
