package dev.onefold.testkit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** A committer that begins when the test says so: meanwhile requests wait in line behind it. */
final class HeldCommitter implements Executor {

    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable transactions) {
        held.add(transactions);
    }

    /** What came last, to be run by whoever wants to. */
    Runnable take() {
        Runnable first = held.poll();
        if (first == null) {
            throw new AssertionError("Nobody was given the lead");
        }
        return first;
    }

    /** Runs all that are held, and those that come of it. */
    void run() {
        for (Runnable next = held.poll(); next != null; next = held.poll()) {
            next.run();
        }
    }
}
