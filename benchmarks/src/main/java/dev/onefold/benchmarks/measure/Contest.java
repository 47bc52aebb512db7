package dev.onefold.benchmarks.measure;

import dev.onefold.prover.report.Terminal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets ways take turns: in every round each has its turn, in an order that rotates, so that what else the machine does
 * meets all of them alike. A ratio is taken within each round, and the median of the rounds is the figure.
 */
public final class Contest {

    /** Something to do before each turn, outside of what is measured. */
    public interface BeforeTurn {
        void run() throws Exception;
    }

    private final Meters meters;
    private final Effort effort;
    private final Terminal terminal;
    private final BeforeTurn beforeTurn;
    private final int warmUpUnits;

    public Contest(Meters meters, Effort effort, Terminal terminal) {
        this(meters, effort, terminal, () -> {});
    }

    public Contest(Meters meters, Effort effort, Terminal terminal, BeforeTurn beforeTurn) {
        this(meters, effort, terminal, beforeTurn, 0);
    }

    private Contest(Meters meters, Effort effort, Terminal terminal, BeforeTurn beforeTurn, int warmUpUnits) {
        this.meters = meters;
        this.effort = effort;
        this.terminal = terminal;
        this.beforeTurn = beforeTurn;
        this.warmUpUnits = warmUpUnits;
    }

    /** Before the first round, each way goes on until it has done at least so much. */
    public Contest warmUp(int units) {
        return new Contest(meters, effort, terminal, beforeTurn, units);
    }

    /**
     * Runs all rounds.
     *
     * @throws Exception if a request failed
     */
    public Result run(String title, int callers, List<Way> ways) throws Exception {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        compile(callers, ways);
        try (Crowd crowd = new Crowd(callers)) {
            List<Way> order = new ArrayList<>(ways);
            for (int round = 1; round <= effort.rounds(); round++) {
                terminal.say(title + ": round " + round + " of " + effort.rounds());
                for (Way way : order) {
                    beforeTurn.run();
                    Sample sample = turn(crowd, way, effort.settleMillis(), effort.windowMillis());
                    samples.computeIfAbsent(way.name(), name -> new ArrayList<>())
                            .add(sample);
                }
                Collections.rotate(order, 1);
            }
        }
        return new Result(title, callers, samples);
    }

    private void warmUp(Crowd crowd, Way way) throws Exception {
        long units = 0;
        do {
            units += turn(crowd, way, 0, effort.warmUpMillis()).units();
        } while (units < warmUpUnits);
    }

    /** Runs each way for as long as before a contest, so that what they have in common is compiled when one begins. */
    public void compile(int callers, List<Way> ways) throws Exception {
        try (Crowd crowd = new Crowd(callers)) {
            for (Way way : ways) {
                warmUp(crowd, way);
            }
        }
    }

    /**
     * Sends requests for as long as so many turns, apart from any contest.
     *
     * @return how many units were done from the first request to the last
     * @throws Exception if a request failed
     */
    public long requests(int callers, Way way, int turns) throws Exception {
        try (Crowd crowd = new Crowd(callers)) {
            crowd.start(way);
            pause(turns * effort.windowMillis());
            crowd.stop();
            return crowd.done();
        }
    }

    private Sample turn(Crowd crowd, Way way, int settleMillis, int windowMillis) throws Exception {
        crowd.start(way);
        pause(settleMillis);
        Meters.Reading begin = meters.read();
        long before = crowd.done();
        pause(windowMillis);
        long after = crowd.done();
        Meters.Reading end = meters.read();
        crowd.stop();
        return end.since(begin, after - before);
    }

    private static void pause(int millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
