package dev.onefold.prover.storms;

import dev.onefold.prover.nodes.Node;
import dev.onefold.prover.verdict.NoVerdictException;
import dev.onefold.prover.verdict.Violation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One storm on one target, from its preparation to its effects. */
public final class StormRun {

    /** The part of the time after which a node is killed. */
    private static final double KILL_AFTER = 0.4;

    private static final int KILL_WAIT_MILLIS = 2_000;

    private final Technique technique;
    private final Storm storm;
    private final Target target;
    private final long seed;
    private final int seconds;
    private final Tally tally;
    private final Sender sender;
    private volatile boolean over;

    private StormRun(Technique technique, Target target, long seed, int seconds) {
        this.technique = technique;
        this.storm = technique.newStorm();
        this.target = target;
        this.seed = seed;
        this.seconds = seconds;
        this.tally = new Tally(target.judged());
        this.sender = new Sender(target, tally);
    }

    /**
     * Storms a target.
     *
     * @param seed decides what each round holds
     * @param seconds how long new rounds begin
     * @return what came of it
     * @throws NoVerdictException if a process ends by itself or the tables cannot be read
     */
    public static StormResult on(Target target, Technique technique, long seed, int seconds) {
        return new StormRun(technique, target, seed, seconds).run();
    }

    private StormResult run() {
        ExecutorService clients = Executors.newCachedThreadPool(StormRun::daemon);
        try {
            storm.prepare(ring("0-0", clients));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            List<Future<?>> running = new ArrayList<>();
            for (int lane = 1; lane <= storm.lanes(); lane++) {
                int number = lane;
                running.add(clients.submit(() -> lane(number, deadline, clients)));
            }
            Future<?> killer = clients.submit(this::kill);
            try {
                running.forEach(Ring::await);
            } finally {
                over = true;
                Ring.await(killer);
            }
            storm.finale(ring("0-1", clients));
        } catch (SetUpRefusedException e) {
            tally.violations.add(
                    new Violation("set-up", e.call().toString(), List.of(), String.valueOf(e.getMessage())));
        } finally {
            over = true;
            clients.shutdownNow();
        }
        return count();
    }

    private static Thread daemon(Runnable runnable) {
        Thread thread = new Thread(runnable, "storm");
        thread.setDaemon(true);
        return thread;
    }

    private void lane(int lane, long deadline, ExecutorService clients) {
        for (int round = 1; System.nanoTime() < deadline && !over; round++) {
            storm.round(ring(lane + "-" + round, clients));
        }
    }

    private Ring ring(String name, ExecutorService clients) {
        Random random = new Random(Objects.hash(seed, technique.number(), name));
        return new Ring("P" + technique.number() + "-" + name, random, target, sender, tally, clients);
    }

    /** Kills the second node with requests out to it, and starts it again. */
    private void kill() {
        if (!storm.kills()) {
            return;
        }
        Node node = target.nodes().at(1);
        LockSupport.parkNanos((long) (TimeUnit.SECONDS.toNanos(seconds) * KILL_AFTER));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KILL_WAIT_MILLIS);
        while (node.requestsInFlight() == 0) {
            if (over || System.nanoTime() > deadline) {
                return;
            }
            Thread.onSpinWait();
        }
        tally.nodeGoesDown();
        node.kill();
        tally.kills.incrementAndGet();
        node.restart();
    }

    private StormResult count() {
        try (Connection connection = target.database().open()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            Sheet sheet = new Sheet(connection, technique.number());
            long effects = storm.effects(sheet);
            long wanted = tally.wanted.sum();
            if (effects != wanted) {
                tally.violations.add(Violation.general("effects", effects + " effects where there must be " + wanted));
            }
            for (Sheet.Finding finding : storm.findings(sheet)) {
                tally.violations.add(new Violation(finding.rule(), finding.reference(), List.of(), finding.detail()));
            }
            return new StormResult(
                    tally.requests.sum(),
                    tally.requests.sum() - tally.calls.sum(),
                    tally.overlapping.sum(),
                    wanted,
                    effects,
                    tally.outcomes(),
                    storm.kills() ? 1 : 0,
                    tally.kills.get(),
                    tally.pauses.get(),
                    tally.violations.all(),
                    storm.damage(sheet));
        } catch (SQLException e) {
            throw new NoVerdictException(
                    "the tables of technique " + technique.number() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
