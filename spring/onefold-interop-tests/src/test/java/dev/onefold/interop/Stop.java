package dev.onefold.interop;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where a handler stands until a test lets it go on. */
final class Stop {

    private static final long MOST_SECONDS = 60;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Waits until a handler stands here. */
    void awaitReached() {
        await(reached);
    }

    void open() {
        open.countDown();
    }

    void stand() {
        reached.countDown();
        await(open);
    }

    private static void await(CountDownLatch latch) {
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
