package dev.onefold;

import dev.onefold.Flights.Flight;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a {@link Line}. Whoever waits for it is told one thing: to lead, or what came of it.
 */
final class Passenger<Q, T> {

    /** Who waits, and not on a thread. */
    interface Listener {

        /** It leads; quick, as the last leader tells it. */
        void lead();

        void answered();
    }

    private final Flight flight;
    private final Supplier<? extends Q> request;
    private final @Nullable Listener listener;
    private final CountDownLatch told = new CountDownLatch(1);
    private @Nullable Outcome<T> outcome;
    private @Nullable Throwable failure;

    /**
     * A request that is not in line yet.
     *
     * @param listener told instead of a thread that waits, or null if one does
     */
    Passenger(Flight flight, Supplier<? extends Q> request, @Nullable Listener listener) {
        this.flight = flight;
        this.request = request;
        this.listener = listener;
    }

    Flight flight() {
        return flight;
    }

    Call call() {
        return flight.call();
    }

    /** To be called where it is needed, since it may have to be made. */
    Q request() {
        return request.get();
    }

    void answer(Outcome<T> answer) {
        outcome = answer;
    }

    void fail(Throwable cause) {
        failure = cause;
    }

    boolean isAnswered() {
        return outcome != null || failure != null;
    }

    /** To be called by whoever answered it, or once {@link #told}. */
    Outcome<T> outcome() {
        if (failure != null) {
            throw Thrown.as(failure);
        }
        if (outcome == null) {
            throw new IllegalStateException("The request was not answered");
        }
        return outcome;
    }

    void lead() {
        told.countDown();
        if (listener != null) {
            listener.lead();
        }
    }

    /** Wakes the thread that waits, if one does. */
    void wake() {
        told.countDown();
    }

    void tell() {
        wake();
        if (listener != null) {
            listener.answered();
        }
    }

    /** Down once it leads or is answered. */
    CountDownLatch told() {
        return told;
    }
}
