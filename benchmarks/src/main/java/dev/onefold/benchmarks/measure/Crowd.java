package dev.onefold.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/** Callers that send one request after the other, as fast as they are answered. */
public final class Crowd implements AutoCloseable {

    private final ExecutorService threads;
    private final List<Caller> callers = new ArrayList<>();
    private final LongAdder done = new LongAdder();
    private volatile boolean stopped;
    private final List<Future<?>> running = new ArrayList<>();

    /** Of so many callers; nobody calls yet. */
    public Crowd(int size) {
        SplittableRandom dice = new SplittableRandom();
        threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            return thread;
        });
        for (int number = 0; number < size; number++) {
            callers.add(new Caller(number, dice.split()));
        }
    }

    /** All of them begin. */
    public void start(Way way) {
        stopped = false;
        for (Caller caller : callers) {
            running.add(threads.submit(() -> {
                try {
                    while (!stopped) {
                        done.add(way.once(caller));
                    }
                    return null;
                } catch (Exception e) {
                    throw new IllegalStateException(way.name() + ": " + e.getMessage(), e);
                }
            }));
        }
    }

    /** How many units they have done since the crowd was made. */
    public long done() {
        return done.sum();
    }

    /**
     * All of them end what they have begun.
     *
     * @throws Exception what the first request that failed failed with
     */
    public void stop() throws Exception {
        stopped = true;
        try {
            for (Future<?> caller : running) {
                caller.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        } finally {
            running.clear();
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
