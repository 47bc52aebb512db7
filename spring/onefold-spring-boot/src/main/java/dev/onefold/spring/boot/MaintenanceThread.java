package dev.onefold.spring.boot;

import dev.onefold.jdbc.JdbcStore;
import dev.onefold.store.StoreException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/** Drops what has expired and makes room ahead, in the background. */
final class MaintenanceThread implements InitializingBean, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(MaintenanceThread.class);

    private final JdbcStore store;
    private final Duration every;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "onefold-maintenance");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Future<?> running;

    MaintenanceThread(JdbcStore store, Duration every) {
        if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("onefold.jdbc.maintain-every must be 1s to 1h, not " + every);
        }
        this.store = store;
        this.every = every;
    }

    @Override
    public void afterPropertiesSet() {
        running = executor.scheduleWithFixedDelay(
                this::maintain, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void maintain() {
        try {
            int dropped = store.maintain();
            log.debug("{} partitions of expired records were dropped", dropped);
        } catch (StoreException e) {
            log.warn("Expired records could not be dropped; the next try is in {}", every, e);
        }
    }

    @Override
    public void destroy() {
        if (running != null) {
            running.cancel(false);
        }
        executor.shutdownNow();
    }
}
