package dev.onefold;

import dev.onefold.Flights.Flight;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the requests of one key meet in this process: one leads, the others wait for it, all within their time. */
final class Meeting {

    static final Duration FIRST_POLL = Duration.ofMillis(5);
    static final Duration LONGEST_POLL = Duration.ofMillis(250);

    private final Flights flights;
    private final Time time;

    Meeting(Flights flights, Time time) {
        this.flights = flights;
        this.time = time;
    }

    /** What leading a flight came to: an answer, or a run whose work is still to be done. */
    record Led<T>(@Nullable Outcome<T> answered, @Nullable LeasedDriver<T> driver) {

        Outcome<T> outcome() {
            if (answered == null) {
                throw new IllegalStateException("The work is not done yet");
            }
            return answered;
        }

        LeasedRun<T> run() {
            if (driver == null) {
                throw new IllegalStateException("There is no work to do");
            }
            return driver;
        }
    }

    /** Leads the key's flight, or waits for whoever does, until there is an answer or the waiting time is over. */
    <T> Led<T> of(Operation<T> operation, Call call, Function<RecordId, Sighting> find, Function<Flight, Led<T>> lead) {
        long until = time.nanos() + operation.waiting().granted(call.waiting()).toNanos();
        while (true) {
            Flight mine = flights.new Flight(operation.name(), call);
            Flight first = flights.board(mine);
            if (first == mine) {
                return leading(mine, until, lead);
            }
            Outcome<T> outcome = follow(operation, call, find, first, remaining(until));
            if (outcome != null) {
                return new Led<>(outcome, null);
            }
        }
    }

    private <T> Led<T> leading(Flight mine, long until, Function<Flight, Led<T>> lead) {
        boolean working = false;
        try {
            Duration poll = FIRST_POLL;
            while (true) {
                Led<T> led = lead.apply(mine);
                working = led.answered() == null;
                if (!(led.answered() instanceof Outcome.InProgress)) {
                    return led;
                }
                Duration remaining = remaining(until);
                if (remaining.isZero()) {
                    return led;
                }
                time.pause(Limits.shorter(poll, remaining));
                poll = Limits.shorter(poll.multipliedBy(2), LONGEST_POLL);
            }
        } finally {
            if (!working) {
                flights.land(mine);
            }
        }
    }

    /** Null if the flight has landed, so that there may be something to see now. */
    private <T> @Nullable Outcome<T> follow(
            Operation<T> operation, Call call, Function<RecordId, Sighting> find, Flight first, Duration remaining) {
        if (first.isWorking()) {
            String field = Answers.difference(operation, call, first.operation(), first.fingerprint());
            if (field != null) {
                return new Outcome.Mismatch<>(field);
            }
        } else {
            Sighting seen = look(find, call);
            if (seen instanceof Sighting.Finished || seen instanceof Sighting.InDoubt) {
                return Answers.from(operation, call, seen);
            }
        }
        return first.await(remaining, operation.waiting().waiters())
                ? null
                : new Outcome.InProgress<>(TransactionalProtocol.RETRY_AFTER);
    }

    private static Sighting look(Function<RecordId, Sighting> find, Call call) {
        try {
            return find.apply(call.id());
        } catch (StoreException failure) {
            throw StoreUnavailableException.because(failure);
        }
    }

    private Duration remaining(long until) {
        long nanos = until - time.nanos();
        return nanos <= 0 || Thread.currentThread().isInterrupted() ? Duration.ZERO : Duration.ofNanos(nanos);
    }
}
