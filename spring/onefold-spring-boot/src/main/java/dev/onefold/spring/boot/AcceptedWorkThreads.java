package dev.onefold.spring.boot;

import dev.onefold.jdbc.JdbcAcceptedWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Does accepted work in the background, from when the application is ready until it is stopped. */
final class AcceptedWorkThreads implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AcceptedWorkThreads.class);

    private static final int MOST_AT_ONCE = 100;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final JdbcAcceptedWork work;
    private final int threads;
    private final Duration every;
    private final List<Future<?>> looks = new ArrayList<>();
    private @Nullable ScheduledThreadPoolExecutor executor;

    AcceptedWorkThreads(JdbcAcceptedWork work, int threads, Duration every) {
        if (threads < 0 || threads > 64) {
            throw new IllegalArgumentException("onefold.accepted.threads must be 0 to 64, not " + threads);
        }
        if (every.compareTo(Duration.ofMillis(10)) < 0 || every.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("onefold.accepted.look-every must be 10ms to 1m, not " + every);
        }
        this.work = work;
        this.threads = threads;
        this.every = every;
    }

    @Override
    public synchronized void start() {
        if (executor != null || threads == 0) {
            return;
        }
        executor = new ScheduledThreadPoolExecutor(threads, task -> {
            Thread thread = new Thread(task, "onefold-accepted");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < threads; i++) {
            looks.add(executor.scheduleWithFixedDelay(this::work, 0, every.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void work() {
        try {
            int ended = work.doDue(MOST_AT_ONCE);
            log.debug("{} pieces of accepted work have ended", ended);
        } catch (RuntimeException e) {
            log.warn("Accepted work could not be done; the next look is in {}", every, e);
        }
    }

    /** Lets what is at work end, for 10 seconds; what does not is begun again by another process. */
    @Override
    public synchronized void stop() {
        ScheduledThreadPoolExecutor running = executor;
        if (running == null) {
            return;
        }
        looks.forEach(look -> look.cancel(false));
        looks.clear();
        running.shutdown();
        try {
            if (!running.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException e) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
        executor = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }
}
