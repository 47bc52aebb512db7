package dev.onefold;

import dev.onefold.Flights.Flight;
import dev.onefold.store.RecordStore;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the requests of one key meet in this process: one leads, the others wait for it, all within their time. */
final class Meeting {

    static final Duration FIRST_POLL = Duration.ofMillis(5);
    static final Duration LONGEST_POLL = Duration.ofMillis(250);

    private final Flights flights;
    private final Archive archive;
    private final Time time;

    Meeting(Flights flights, Archive archive, Time time) {
        this.flights = flights;
        this.archive = archive;
        this.time = time;
    }

    /** What the leader of a flight does. */
    interface Run<T> {

        /** Comes to an answer, or to null if the flight goes on until its work is done elsewhere. */
        @Nullable
        Outcome<T> run();
    }

    /**
     * Leads the key's flight, or waits for whoever does, until there is an answer or the waiting time is over. Null
     * only if leading came to that.
     */
    <T> @Nullable Outcome<T> of(Operation<T> operation, Flight mine, RecordStore store, Run<T> lead) {
        long until = time.nanos()
                + operation.waiting().granted(mine.call().waiting()).toNanos();
        while (true) {
            Flight first = flights.board(mine);
            if (first == mine) {
                return leading(mine, until, lead);
            }
            Outcome<T> outcome = follow(operation, mine.call(), store, first, remaining(until));
            if (outcome != null) {
                return outcome;
            }
        }
    }

    /** As {@link #of}, where leading comes to an answer. */
    <T> Outcome<T> answer(Operation<T> operation, Flight mine, RecordStore store, Run<T> lead) {
        Outcome<T> outcome = of(operation, mine, store, lead);
        if (outcome == null) {
            throw new IllegalStateException("The work is not done yet");
        }
        return outcome;
    }

    private <T> @Nullable Outcome<T> leading(Flight mine, long until, Run<T> lead) {
        boolean working = false;
        try {
            Duration poll = FIRST_POLL;
            while (true) {
                Outcome<T> led = lead.run();
                working = led == null;
                if (!(led instanceof Outcome.InProgress)) {
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
            Operation<T> operation, Call call, RecordStore store, Flight first, Duration remaining) {
        if (first.isWorking()) {
            String field = Answers.difference(
                    operation, call, first.operation(), first.call().fingerprint());
            if (field != null) {
                return new Outcome.Mismatch<>(field);
            }
        } else {
            Sighting seen = look(call, store);
            if (seen instanceof Sighting.Finished || seen instanceof Sighting.InDoubt) {
                return Answers.from(operation, call, seen);
            }
        }
        return first.await(time, remaining, operation.waiting().waiters())
                ? null
                : new Outcome.InProgress<>(TransactionalProtocol.RETRY_AFTER);
    }

    private Sighting look(Call call, RecordStore store) {
        try {
            return archive.committed(call.id(), store);
        } catch (StoreException failure) {
            throw StoreUnavailableException.because(failure);
        }
    }

    private Duration remaining(long until) {
        long nanos = until - time.nanos();
        return nanos <= 0 || Thread.currentThread().isInterrupted() ? Duration.ZERO : Duration.ofNanos(nanos);
    }
}
