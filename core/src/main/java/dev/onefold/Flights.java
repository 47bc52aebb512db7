package dev.onefold;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One run per key in this process: whoever comes second waits here, on memory, not on the database. A flight that has
 * landed says nothing of the outcome; those who waited look at what was committed.
 */
final class Flights {

    private final ConcurrentMap<RecordId, Flight> flights = new ConcurrentHashMap<>();
    private final Time time;

    Flights(Time time) {
        this.time = time;
    }

    /** The flight of this identity: {@code mine} if it leads, another's if that was first. */
    Flight board(Flight mine) {
        Flight first = flights.putIfAbsent(mine.call.id(), mine);
        return first == null ? mine : first;
    }

    void land(Flight mine) {
        flights.remove(mine.call.id(), mine);
        mine.landed.countDown();
    }

    /** One run. */
    final class Flight {

        private final String operation;
        private final Call call;
        private final CountDownLatch landed = new CountDownLatch(1);
        private final AtomicInteger waiters = new AtomicInteger();
        private volatile boolean working;

        Flight(String operation, Call call) {
            this.operation = operation;
            this.call = call;
        }

        /** From here on the identity belongs to this flight's request, whatever the store says later. */
        void working() {
            working = true;
        }

        boolean isWorking() {
            return working;
        }

        String operation() {
            return operation;
        }

        Fingerprint fingerprint() {
            return call.fingerprint();
        }

        /** False at once if {@code most} wait already. */
        boolean await(Duration atMost, int most) {
            if (atMost.isNegative() || atMost.isZero()) {
                return false;
            }
            if (!join(most)) {
                return false;
            }
            try {
                return time.await(landed, atMost);
            } finally {
                part();
            }
        }

        /** Counts somebody who waits; false if {@code most} do already. */
        boolean join(int most) {
            if (waiters.incrementAndGet() <= most) {
                return true;
            }
            part();
            return false;
        }

        void part() {
            waiters.decrementAndGet();
        }
    }
}
