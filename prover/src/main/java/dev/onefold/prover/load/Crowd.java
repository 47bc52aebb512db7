package dev.onefold.prover.load;

import dev.onefold.prover.verdict.NoVerdictException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The clients as threads. They take places in order; the first one that fails stops all. */
final class Crowd implements AutoCloseable {

    /** What a client does at one place of the plan. */
    interface Work {
        void at(int worker, int place) throws InterruptedException;
    }

    private final int size;
    private final ExecutorService clients;
    private final ExecutorService restarts;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    Crowd(int size) {
        this.size = size;
        this.clients = Executors.newFixedThreadPool(size, runnable -> daemon(runnable, "client"));
        this.restarts = Executors.newSingleThreadExecutor(runnable -> daemon(runnable, "restarts"));
    }

    private static Thread daemon(Runnable runnable, String name) {
        Thread thread = new Thread(runnable, name);
        thread.setDaemon(true);
        return thread;
    }

    ExecutorService restarts() {
        return restarts;
    }

    void fail(RuntimeException reason) {
        if (failure.compareAndSet(null, reason)) {
            clients.shutdownNow();
        }
    }

    void throwIfFailed() {
        RuntimeException reason = failure.get();
        if (reason != null) {
            throw reason;
        }
    }

    /** Does the work at every place, in order, by as many as are free; returns when all is done or something failed. */
    void each(int places, Work work) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>();
        for (int worker = 0; worker < size; worker++) {
            int number = worker;
            workers.add(clients.submit(() -> run(number, next, places, work)));
        }
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                fail(new NoVerdictException("a client broke: " + e.getCause(), e));
            }
        }
        throwIfFailed();
    }

    private void run(int worker, AtomicInteger next, int places, Work work) {
        try {
            for (int place = next.getAndIncrement(); place < places; place = next.getAndIncrement()) {
                work.at(worker, place);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new NoVerdictException("a client was interrupted", e));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    @Override
    public void close() {
        clients.shutdownNow();
        restarts.shutdownNow();
    }
}
