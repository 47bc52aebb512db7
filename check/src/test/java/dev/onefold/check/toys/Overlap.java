package dev.onefold.check.toys;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Meetings between looking and acting. */
final class Overlap {

    private Overlap() {}

    /** Waits for somebody else, a moment. */
    static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(500, TimeUnit.MILLISECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            // an odd one out has nobody to meet
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
