package dev.onefold.prover;

import dev.onefold.prover.verdict.NoVerdictException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What must be gone when the program ends, the last begun first; also when it is ended by Ctrl-C or SIGTERM. There is no
 * moment in which something runs that nobody would stop: it is handed over before it is started, or begun here, and then
 * the end waits for the beginning.
 */
final class Cleanup implements AutoCloseable {

    private final Deque<Closeable> open = new ArrayDeque<>();
    private final Thread hook = new Thread(this::end, "cleanup");
    private volatile boolean interrupted;
    private boolean ended;

    Cleanup() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the program is being ended from outside. */
    boolean interrupted() {
        return interrupted;
    }

    /** When the program is being ended, what fails now fails because of that: nothing more is to be said. */
    void waitForTheEndIfInterrupted() {
        while (interrupted) {
            LockSupport.park();
        }
    }

    synchronized void add(Closeable thing) {
        if (ended) {
            close(thing);
        } else {
            open.push(thing);
        }
    }

    /** Begins something that can only be stopped once it runs. */
    synchronized <T> T begin(Supplier<T> beginning, Consumer<T> ending) {
        if (ended) {
            throw new NoVerdictException("the program is being ended");
        }
        T thing = beginning.get();
        open.push(() -> ending.accept(thing));
        return thing;
    }

    private void end() {
        interrupted = true;
        closeAll();
    }

    private synchronized void closeAll() {
        ended = true;
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static void close(Closeable thing) {
        try {
            thing.close();
        } catch (IOException | RuntimeException e) {
            System.err.println("while cleaning up: " + e);
        }
    }

    @Override
    public void close() {
        closeAll();
        if (!interrupted) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                interrupted = true;
            }
        }
    }
}
