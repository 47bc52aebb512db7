package dev.onefold.prover.nodes;

import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One process of the shop or of what is compared with it, on one port, which may be killed, paused and started again. */
public final class Node implements AutoCloseable {

    private static final int HEALTH_WAIT_SECONDS = 180;
    private static final int HEALTH_POLL_MILLIS = 100;
    private static final int HEALTH_REQUEST_SECONDS = 5;
    private static final int STOP_WAIT_SECONDS = 15;

    private final int number;
    private final int port;
    private final NodeOptions options;
    private final HttpClient client;
    private final AtomicInteger inFlight = new AtomicInteger();

    private @Nullable Process process;
    private boolean closed;

    Node(int number, int port, NodeOptions options, HttpClient client) {
        this.number = number;
        this.port = port;
        this.options = options;
        this.client = client;
    }

    /** Its place in the list, from 1. */
    public int number() {
        return number;
    }

    /** The address of a path on it. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** Notes that a request is on its way to it. */
    public void requestSent() {
        inFlight.incrementAndGet();
    }

    /** Notes that a request has ended, answered or not. */
    public void requestEnded() {
        inFlight.decrementAndGet();
    }

    /** How many requests are on their way to it or being worked on. */
    public int requestsInFlight() {
        return inFlight.get();
    }

    /** The file its output goes to. */
    public Path log() {
        return options.logDirectory().resolve(options.name() + "-" + number + ".log");
    }

    synchronized void launch() {
        if (closed) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command());
        // not on the command line, where every user of the machine could read it
        builder.environment()
                .put("SPRING_DATASOURCE_PASSWORD", options.database().password());
        builder.redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(log().toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new NoVerdictException(
                    options.name() + " node " + number + " cannot be started: " + e.getMessage(), e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.add("-XX:+UseSerialGC");
        command.add("-Djava.awt.headless=true");
        command.addAll(options.jvm());
        command.add("-jar");
        command.add(options.jar().toString());
        command.add("--server.port=" + port);
        command.add("--spring.datasource.url=" + options.database().jdbcUrl());
        command.add("--spring.datasource.username=" + options.database().user());
        // the pipe to its standard input is held by us: should we die, it ends by itself
        command.add("--shop.exit-when-stdin-closes=true");
        command.addAll(options.arguments());
        return command;
    }

    /** Waits until it answers that it is up. */
    void awaitHealth() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(HEALTH_WAIT_SECONDS);
        while (System.nanoTime() < deadline) {
            if (healthy()) {
                return;
            }
            requireRunning();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(HEALTH_POLL_MILLIS));
            if (Thread.currentThread().isInterrupted()) {
                throw new NoVerdictException("interrupted while shop node " + number + " was starting");
            }
        }
        throw new NoVerdictException(options.name() + " node " + number + " was not up after " + HEALTH_WAIT_SECONDS
                + " seconds; its output is in " + log());
    }

    private boolean healthy() {
        HttpRequest request = HttpRequest.newBuilder(uri("/actuator/health"))
                .timeout(Duration.ofSeconds(HEALTH_REQUEST_SECONDS))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the run if the process has ended although nobody killed it. */
    public synchronized void requireRunning() {
        if (!closed && process != null && !process.isAlive()) {
            throw new NoVerdictException(options.name() + " node " + number + " (port " + port
                    + ") ended by itself with status " + process.exitValue() + "; its output is in " + log());
        }
    }

    /** SIGKILL; returns when the process is gone. The node counts as not started until it is started again. */
    public synchronized void kill() {
        Process running = process;
        if (running != null) {
            process = null;
            running.destroyForcibly();
            await(running);
        }
    }

    /** SIGSTOP: it does nothing from now on, keeps its connections, and does not know. For systems with {@code kill}. */
    public void pause() {
        signal("-STOP");
    }

    /** SIGCONT: it goes on where it was paused. */
    public void resume() {
        signal("-CONT");
    }

    private synchronized void signal(String signal) {
        Process running = process;
        if (running == null) {
            return;
        }
        try {
            Process sender = new ProcessBuilder("kill", signal, Long.toString(running.pid())).start();
            if (sender.waitFor() != 0) {
                throw new NoVerdictException(
                        "kill " + signal + " of " + options.name() + " node " + number + " failed");
            }
        } catch (IOException e) {
            throw new NoVerdictException("there is no kill command to pause a process with: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoVerdictException("interrupted while signalling " + options.name() + " node " + number, e);
        }
    }

    /** Starts it again on the same port and waits until it is up. */
    public void restart() {
        launch();
        awaitHealth();
    }

    /** Ends it for good, giving it time to finish what it has begun. */
    @Override
    public synchronized void close() {
        closed = true;
        Process running = process;
        if (running != null) {
            running.destroy();
            await(running);
        }
    }

    /** Ends it for good, at once. */
    synchronized void abandon() {
        closed = true;
        kill();
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(STOP_WAIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
