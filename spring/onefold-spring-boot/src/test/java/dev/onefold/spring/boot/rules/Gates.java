package dev.onefold.spring.boot.rules;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where handlers of the system under test stop until a test lets them go on, each by the id of its business. */
final class Gates {

    private static final long MOST_SECONDS = 60;
    private static final Map<String, Gate> GATES = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> STARTS = new ConcurrentHashMap<>();

    private Gates() {}

    /** The next handler of this business stops. */
    static Gate close(String business) {
        Gate gate = new Gate();
        GATES.put(business, gate);
        return gate;
    }

    /** Called by handlers: counts the start, and stops at a closed gate. The gate stops one only. */
    static int pass(String business) {
        int start = STARTS.computeIfAbsent(business, any -> new AtomicInteger()).incrementAndGet();
        Gate gate = GATES.remove(business);
        if (gate != null) {
            gate.reached.countDown();
            gate.await(gate.open);
        }
        return start;
    }

    /** How often handlers of this business were started. */
    static int starts(String business) {
        AtomicInteger starts = STARTS.get(business);
        return starts == null ? 0 : starts.get();
    }

    /** One stop. */
    static final class Gate {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        /** Waits until a handler stands here. */
        Gate awaitReached() {
            await(reached);
            return this;
        }

        void open() {
            open.countDown();
        }

        private void await(CountDownLatch latch) {
            try {
                if (!latch.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Nobody came within " + MOST_SECONDS + " seconds");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
