package dev.onefold.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Requests at a fixed rate, whether or not earlier ones are answered. A latency counts from when its request was due, so
 * that a stall is not hidden by the requests that were not sent because of it.
 */
public final class OpenLoop {

    private static final int THREADS = 16;
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(1);

    private OpenLoop() {}

    /**
     * Sends for so long.
     *
     * @return latencies in microseconds
     * @throws Exception what the first request that failed failed with
     */
    public static Histogram run(int perSecond, int millis, Callable<?> request) throws Exception {
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long begin = System.nanoTime();
        long count = TimeUnit.MILLISECONDS.toNanos(millis) / period;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Histogram>> senders = new ArrayList<>();
            for (int first = 0; first < THREADS; first++) {
                int from = first;
                senders.add(threads.submit(() -> send(begin, period, from, count, request)));
            }
            Histogram all = new Histogram(HIGHEST_MICROS, 3);
            for (Future<Histogram> sender : senders) {
                all.add(sender.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Histogram send(long begin, long period, int first, long count, Callable<?> request)
            throws Exception {
        Histogram histogram = new Histogram(HIGHEST_MICROS, 3);
        for (long number = first; number < count; number += THREADS) {
            long due = begin + number * period;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            request.call();
            histogram.recordValue(Math.min(HIGHEST_MICROS, (System.nanoTime() - due) / 1_000));
        }
        return histogram;
    }
}
