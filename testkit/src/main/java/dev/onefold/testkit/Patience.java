package dev.onefold.testkit;

/**
 * How long a suite waits for what must happen before it says that it did not: 60 seconds, or 1 to 600 as the system
 * property {@code onefold.testkit.patience.seconds} says. No test that passes depends on it.
 */
final class Patience {

    static final String PROPERTY = "onefold.testkit.patience.seconds";

    private Patience() {}

    static int seconds() {
        int seconds = Integer.getInteger(PROPERTY, 60);
        if (seconds < 1 || seconds > 600) {
            throw new IllegalArgumentException(PROPERTY + " must be between 1 and 600, not " + seconds);
        }
        return seconds;
    }

    /** Goes on being asked until it is out of patience, or the test has ended: then it throws. */
    static Runnable limit() {
        long until = System.nanoTime() + seconds() * 1_000_000_000L;
        return () -> {
            if (Thread.currentThread().isInterrupted() || System.nanoTime() - until > 0) {
                throw new AssertionError("It never came to an answer");
            }
            Thread.onSpinWait();
        };
    }
}
