package dev.onefold.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Threads for a test, which never waits for one of them forever. */
final class Crew implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "contract");
        thread.setDaemon(true);
        return thread;
    });

    <R> Future<R> start(Callable<R> task) {
        return threads.submit(task);
    }

    /** Does it on another thread, and waits for it. */
    <R> R elsewhere(Callable<R> task) throws Exception {
        return result(start(task));
    }

    /** What the task returned, or threw. */
    static <R> R result(Future<R> task) throws Exception {
        try {
            return task.get(Patience.seconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Exception exception) {
                throw exception;
            }
            throw e;
        } catch (TimeoutException e) {
            throw new AssertionError("A thread of the test did not come to its end", e);
        }
    }

    static <R> List<R> results(List<Future<R>> tasks) throws Exception {
        List<R> results = new ArrayList<>();
        for (Future<R> task : tasks) {
            results.add(result(task));
        }
        return results;
    }

    /** Runs task 0 to task n - 1, which all begin at the same moment. The first that fails ends the waiting. */
    <R> List<R> together(int n, IntFunction<Callable<R>> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(n);
        CompletionService<R> ends = new ExecutorCompletionService<>(threads);
        List<Future<R>> running = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Callable<R> mine = task.apply(i);
            running.add(ends.submit(() -> {
                start.await(Patience.seconds(), TimeUnit.SECONDS);
                return mine.call();
            }));
        }
        for (int i = 0; i < n; i++) {
            Future<R> ended = ends.poll(2L * Patience.seconds(), TimeUnit.SECONDS);
            if (ended == null) {
                throw new AssertionError("A thread of the test did not come to its end");
            }
            result(ended);
        }
        return results(running);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
