package dev.onefold.prover.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The moment a copy leaves: together with the others that share the latch, then after a delay of its own.
 *
 * @param together counted down by every copy that leaves with it
 * @param delayMicros how long after that
 */
record Start(CountDownLatch together, long delayMicros) {

    private static final int WAIT_SECONDS = 300;

    /** Returns when it is time; false if the others never came. */
    boolean await() throws InterruptedException {
        together.countDown();
        boolean allHere = together.await(WAIT_SECONDS, TimeUnit.SECONDS);
        if (delayMicros > 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(delayMicros));
        }
        return allHere;
    }
}
