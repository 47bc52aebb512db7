package dev.onefold;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One run per key in this process: whoever comes second waits here, on memory, not on the database. A flight that has
 * landed says nothing of the outcome; those who waited look at what was committed.
 */
final class Flights {

    private final ConcurrentMap<RecordId, Flight> flights = new ConcurrentHashMap<>();

    /** The flight of this identity: {@code mine} if it leads, another's if that was first. */
    Flight board(Flight mine) {
        Flight first = flights.putIfAbsent(mine.call.id(), mine);
        return first == null ? mine : first;
    }

    void land(Flight mine) {
        flights.remove(mine.call.id(), mine);
        mine.land();
    }

    /** One run of a request, which nobody meets until it has {@linkplain #board boarded}. */
    static final class Flight {

        private static final CountDownLatch LANDED = new CountDownLatch(0);

        private final String operation;
        private final Call call;
        private volatile boolean working;
        private int waiters;
        /** Made by the first who waits, or when nobody has to any more: most requests come once. */
        private @Nullable CountDownLatch landing;

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

        Call call() {
            return call;
        }

        /** False at once if {@code most} wait already. */
        boolean await(Time time, Duration atMost, int most) {
            if (atMost.isNegative() || atMost.isZero()) {
                return false;
            }
            if (!join(most)) {
                return false;
            }
            try {
                return time.await(landing(), atMost);
            } finally {
                part();
            }
        }

        /** Counts somebody who waits; false if {@code most} do already. */
        synchronized boolean join(int most) {
            if (waiters >= most) {
                return false;
            }
            waiters++;
            return true;
        }

        synchronized void part() {
            waiters--;
        }

        private synchronized CountDownLatch landing() {
            if (landing == null) {
                landing = new CountDownLatch(1);
            }
            return landing;
        }

        private synchronized void land() {
            if (landing == null) {
                landing = LANDED;
            } else {
                landing.countDown();
            }
        }
    }
}
