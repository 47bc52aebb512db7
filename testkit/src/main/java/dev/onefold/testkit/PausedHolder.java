package dev.onefold.testkit;

import dev.onefold.Outcome;
import dev.onefold.Time;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.HeldLock;
import dev.onefold.lock.LockName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * A holder of a lock in a process of its own, which a test pauses and wakes by signals, as a long collection of garbage or a
 * suspended machine does. The process runs a main method of the test's that ends in {@link #hold}.
 */
public final class PausedHolder implements AutoCloseable {

    private static final String HELD = "held ";
    private static final String ENDED = "ended ";
    private static final int WOKEN = 'w';

    private final Process process;
    private final BufferedReader said;

    private PausedHolder(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the process, on the class path of this one. */
    public static PausedHolder start(Class<?> main, String... arguments) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-Xmx128m", "-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return new PausedHolder(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /**
     * What the process does: takes the lock and says its fence; waits until it is told that it lost the lock, and was woken;
     * then writes as if nothing had happened, and says what became of the write.
     */
    public static void hold(FencedLocks locks, LockName name, Duration lease, LongFunction<Outcome<?>> write)
            throws IOException {
        if (!(locks.tryAcquire(name, lease, Duration.ZERO) instanceof Outcome.Applied<HeldLock> applied)) {
            throw new IllegalStateException("The lock is not free");
        }
        HeldLock lock = applied.value();
        CountDownLatch lost = new CountDownLatch(1);
        lock.onLost(reason -> lost.countDown());
        System.out.println(HELD + lock.fence());
        boolean told = Time.system().await(lost, Duration.ofSeconds(Patience.seconds())) && System.in.read() == WOKEN;
        Outcome<?> outcome = write.apply(lock.fence());
        System.out.println(ENDED + "told=" + told + " held=" + lock.held() + " " + outcome);
    }

    /** Waits until the process has the lock. */
    public long awaitFence() throws IOException {
        return Long.parseLong(await(HELD));
    }

    /** Stops the process, wherever it is. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on, and waits for its end: what it was told of its loss, and what became of its write. */
    public String wake() throws IOException, InterruptedException {
        process.getOutputStream().write(WOKEN);
        process.getOutputStream().flush();
        signal("CONT");
        return await(ENDED);
    }

    private String await(String what) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(what)) {
                return line.substring(what.length());
            }
        }
        throw new AssertionError("The process ended without saying: " + what);
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
        if (!kill.waitFor(Patience.seconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new AssertionError("Signal " + signal + " could not be sent");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
