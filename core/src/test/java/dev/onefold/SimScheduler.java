package dev.onefold;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time, in milliseconds: one thread, one queue, and what is due first happens first. */
final class SimScheduler {

    private static final int MOST_TASKS = 200_000;

    private record Task(long at, long order, Runnable action) {}

    private final PriorityQueue<Task> queue =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long now;
    private long order;

    long now() {
        return now;
    }

    void after(long delay, Runnable action) {
        queue.add(new Task(now + delay, order++, action));
    }

    /** Until nothing is left to happen. */
    void drain() {
        for (Task task = queue.poll(); task != null; task = queue.poll()) {
            if (order > MOST_TASKS) {
                throw new IllegalStateException("The run does not end");
            }
            now = task.at();
            task.action().run();
        }
    }

    void advance(long length) {
        now += length;
    }
}
