package dev.onefold.spring.boot;

import dev.onefold.jdbc.JdbcAcceptedWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/** Does accepted work in the background. (No lifecycle bean: those are made even where nobody asks for them.) */
final class AcceptedWorkThreads implements InitializingBean, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(AcceptedWorkThreads.class);

    private static final int MOST_AT_ONCE = 100;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final JdbcAcceptedWork work;
    private final int threads;
    private final Duration every;
    private final List<Future<?>> looks = new ArrayList<>();
    private final ScheduledThreadPoolExecutor executor;

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
        this.executor = new ScheduledThreadPoolExecutor(threads, task -> {
            Thread thread = new Thread(task, "onefold-accepted");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void afterPropertiesSet() {
        for (int i = 0; i < threads; i++) {
            looks.add(executor.scheduleWithFixedDelay(
                    this::work, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS));
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
    public void destroy() {
        looks.forEach(look -> look.cancel(false));
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
