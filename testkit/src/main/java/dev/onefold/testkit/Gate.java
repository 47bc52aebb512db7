package dev.onefold.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A point where work stops until the test lets it go on. */
final class Gate {

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** For the work: tells that it is here and waits to be let through. */
    void pass() {
        arrived.countDown();
        await(open, "The gate was never opened");
    }

    /** For the test: returns when the work is at the gate. */
    void awaitArrival() {
        await(arrived, "The work never came to the gate");
    }

    void open() {
        open.countDown();
    }

    private static void await(CountDownLatch latch, String otherwise) {
        try {
            if (!latch.await(Patience.seconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(otherwise);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(otherwise, e);
        }
    }
}
