package dev.onefold.check.wire;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** Threads that wait for answers, and one that ends what waits too long. None of them keeps a program alive. */
final class Threads {

    static final ExecutorService READERS = Executors.newCachedThreadPool(daemons("onefold-wire-reader"));
    static final ScheduledExecutorService DEADLINES =
            Executors.newSingleThreadScheduledExecutor(daemons("onefold-wire-deadline"));

    private Threads() {}

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
