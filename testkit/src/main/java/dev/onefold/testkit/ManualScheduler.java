package dev.onefold.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler whose time a test moves: what is due runs inside {@link #advance}, on the test's thread, in the order of
 * time. Safe for use by many threads.
 */
public final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final List<Task<?>> tasks = new ArrayList<>();
    private long now;
    private long made;
    private boolean shutDown;

    /** Lets time pass and runs what falls due. */
    public void advance(Duration by) {
        long until;
        synchronized (this) {
            until = now + by.toNanos();
        }
        Optional<Task<?>> next = takeDue(until);
        while (next.isPresent()) {
            next.get().run();
            next = takeDue(until);
        }
        synchronized (this) {
            now = until;
        }
    }

    /** How many tasks wait for their time. */
    public synchronized int scheduled() {
        tasks.removeIf(FutureTask::isDone);
        return tasks.size();
    }

    private synchronized Optional<Task<?>> takeDue(long until) {
        tasks.removeIf(FutureTask::isDone);
        Optional<Task<?>> next = tasks.stream()
                .filter(task -> task.due <= until)
                .min(Comparator.<Task<?>>comparingLong(task -> task.due).thenComparingLong(task -> task.number));
        next.ifPresent(task -> {
            tasks.remove(task);
            now = Math.max(now, task.due);
        });
        return next;
    }

    private <V> Task<V> added(Task<V> task) {
        add(task);
        return task;
    }

    private synchronized void add(Task<?> task) {
        if (shutDown) {
            throw new RejectedExecutionException("This scheduler is shut down");
        }
        tasks.add(task);
    }

    private synchronized void addAgain(Task<?> task) {
        if (!shutDown) {
            task.due = task.due + task.every;
            tasks.add(task);
        }
    }

    private synchronized long in(long delay, TimeUnit unit) {
        return now + unit.toNanos(delay);
    }

    private synchronized long number() {
        return made++;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return added(new Task<>(command, in(delay, unit), 0, false));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return added(new Task<>(callable, in(delay, unit)));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return added(new Task<>(command, in(initialDelay, unit), unit.toNanos(period), true));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return added(new Task<>(command, in(initialDelay, unit), unit.toNanos(delay), true));
    }

    /** Runs when the time is next advanced, by however little. */
    @Override
    public void execute(Runnable command) {
        add(new Task<>(command, in(0, TimeUnit.NANOSECONDS), 0, false));
    }

    @Override
    public synchronized void shutdown() {
        shutDown = true;
        tasks.removeIf(task -> task.repeats);
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        shutDown = true;
        List<Runnable> never = new ArrayList<>(tasks);
        tasks.clear();
        return never;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutDown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutDown && tasks.isEmpty();
    }

    /** Answers at once: time does not pass by itself. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    private final class Task<V> extends FutureTask<@Nullable V> implements ScheduledFuture<@Nullable V> {

        private final long number = number();
        private final long every;
        private final boolean repeats;
        private volatile long due;

        Task(Runnable command, long due, long every, boolean repeats) {
            super(command, null);
            this.due = due;
            this.every = every;
            this.repeats = repeats;
        }

        Task(Callable<V> callable, long due) {
            super(callable);
            this.due = due;
            this.every = 0;
            this.repeats = false;
        }

        @Override
        public void run() {
            if (!repeats) {
                super.run();
            } else if (runAndReset()) {
                addAgain(this);
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            synchronized (ManualScheduler.this) {
                return unit.convert(due - now, TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
