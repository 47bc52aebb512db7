package dev.onefold.spring.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads for a test, which never waits for one of them forever. */
final class Crew implements AutoCloseable {

    static final long PATIENCE_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "crew");
        thread.setDaemon(true);
        return thread;
    });

    <R> Future<R> start(Callable<R> task) {
        return threads.submit(task);
    }

    /** The same task many times, all at the same moment. */
    <R> List<R> together(int copies, Callable<R> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(copies);
        List<Future<R>> running = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            running.add(start(() -> {
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return task.call();
            }));
        }
        List<R> results = new ArrayList<>();
        for (Future<R> each : running) {
            results.add(result(each));
        }
        return results;
    }

    static <R> R result(Future<R> task) throws Exception {
        return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
