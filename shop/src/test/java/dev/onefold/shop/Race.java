package dev.onefold.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Many that do something at the same moment. */
final class Race {

    static final int THREADS = 8;
    private static final int TIMEOUT_SECONDS = 60;

    private Race() {}

    /** What each of them got. */
    static <R> List<R> of(IntFunction<R> racer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Callable<R>> racers = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                int mine = number;
                racers.add(() -> {
                    start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    return racer.apply(mine);
                });
            }
            List<R> results = new ArrayList<>();
            for (Future<R> done : threads.invokeAll(racers, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                results.add(done.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
