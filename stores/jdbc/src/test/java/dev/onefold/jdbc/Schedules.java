package dev.onefold.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Every order in which two callers' steps can happen, and with each the death of either at every point: a depth-first
 * walk of the tree of choices, each path run from its beginning with a key of its own.
 */
final class Schedules implements AutoCloseable {

    /** What the callers do with a key, and what must be true when both have ended. */
    interface Scenario {

        Callable<?> request(Caller caller, String key);

        void verify(String key, Caller one, Caller other) throws Exception;
    }

    /** What one step of a schedule may be. */
    enum Move {
        STEP,
        /** Dies before the step, or in it if it is blocked. */
        KILL,
        /** Dies after the commit was made and before its reply. */
        COMMIT_AND_KILL
    }

    private record Option(int caller, Move move) {}

    /** A choice that was made, of so many. */
    private static final class Choice {
        private final List<Option> options;
        private int taken;

        Choice(List<Option> options) {
            this.options = options;
        }

        Option option() {
            return options.get(taken);
        }
    }

    /**
     * How far the walk went.
     *
     * @param longest the most steps in one schedule
     * @param blocking schedules in which a caller waited inside the database
     */
    record Explored(int schedules, int withDeath, int longest, int blocking) {}

    private static final long LONGEST_SECONDS = 30;

    private final Object monitor = new Object();
    private final Database database;
    private final List<ExecutorService> threads = List.of(thread("caller-a"), thread("caller-b"));
    private final List<Caller> callers;
    private final List<Choice> path = new ArrayList<>();
    private String trace = "";

    Schedules(Database database, DataSource source) {
        this.database = database;
        this.callers = List.of(
                new Caller("a", source, monitor, threads.get(0)), new Caller("b", source, monitor, threads.get(1)));
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    List<Caller> callers() {
        return callers;
    }

    /** Walks the whole tree. */
    Explored explore(String name, boolean deaths, Scenario scenario) throws Exception {
        int schedules = 0;
        int withDeath = 0;
        int longest = 0;
        int blocking = 0;
        path.clear();
        do {
            String key = name + "-" + schedules;
            boolean blocked = run(key, deaths, scenario);
            schedules++;
            withDeath += callers.stream().anyMatch(Caller::wasKilled) ? 1 : 0;
            longest = Math.max(longest, path.size());
            blocking += blocked ? 1 : 0;
        } while (nextPath());
        return new Explored(schedules, withDeath, longest, blocking);
    }

    private boolean nextPath() {
        while (!path.isEmpty()) {
            Choice last = path.get(path.size() - 1);
            if (++last.taken < last.options.size()) {
                return true;
            }
            path.remove(path.size() - 1);
        }
        return false;
    }

    /** One schedule: along the path as far as it goes, then always the first option. */
    private boolean run(String key, boolean deaths, Scenario scenario) throws Exception {
        StringBuilder steps = new StringBuilder(key);
        boolean blocked = false;
        for (Caller caller : callers) {
            caller.revive();
        }
        synchronized (monitor) {
            callers.forEach(caller -> caller.start(scenario.request(caller, key)));
            settle();
            for (int depth = 0; !options(deaths).isEmpty(); depth++) {
                Option option = choose(depth, options(deaths));
                Caller caller = callers.get(option.caller());
                steps.append("\n  ")
                        .append(caller.name())
                        .append(' ')
                        .append(option.move())
                        .append(' ')
                        .append(caller.step());
                trace = steps.toString();
                make(caller, option.move());
                blocked |= callers.stream().anyMatch(each -> each.state() == Caller.State.BLOCKED);
            }
        }
        try {
            scenario.verify(key, callers.get(0), callers.get(1));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("After schedule " + trace, e);
        }
        return blocked;
    }

    private Option choose(int depth, List<Option> options) {
        if (depth == path.size()) {
            path.add(new Choice(options));
        }
        Choice choice = path.get(depth);
        if (!choice.options.equals(options)) {
            throw new AssertionError(
                    "The same steps led elsewhere: " + options + " instead of " + choice.options + " after " + trace);
        }
        return choice.option();
    }

    /** One death in a schedule: after it the other caller is alone. */
    private List<Option> options(boolean deaths) {
        List<Option> options = new ArrayList<>();
        boolean mayDie = deaths && callers.stream().noneMatch(Caller::wasKilled);
        for (int i = 0; i < callers.size(); i++) {
            Caller.State state = callers.get(i).state();
            if (state == Caller.State.AT_STEP) {
                options.add(new Option(i, Move.STEP));
            }
            if (mayDie && state != Caller.State.ENDED) {
                options.add(new Option(i, Move.KILL));
            }
            if (mayDie && state == Caller.State.AT_STEP && callers.get(i).step().equals("COMMIT")) {
                options.add(new Option(i, Move.COMMIT_AND_KILL));
            }
        }
        boolean anybodyMoves = options.stream().anyMatch(option -> option.move() == Move.STEP);
        boolean anybodyLives = callers.stream().anyMatch(caller -> caller.state() != Caller.State.ENDED);
        if (anybodyLives && !anybodyMoves) {
            throw new AssertionError("Everybody waits for everybody after " + trace);
        }
        return options;
    }

    private void make(Caller caller, Move move) throws Exception {
        if (move == Move.KILL) {
            caller.kill(database);
        } else if (move == Move.STEP) {
            caller.letGo();
        } else {
            caller.letGoAndLoseReply();
        }
        settle();
        if (move == Move.COMMIT_AND_KILL) {
            caller.kill(database);
        }
    }

    /** Until everybody is before a step, blocked in the database, or at the end. */
    private void settle() throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        boolean moved = true;
        while (moved) {
            for (Caller caller : callers) {
                while (caller.state() == Caller.State.RUNNING) {
                    monitor.wait(2);
                    if (caller.state() == Caller.State.RUNNING) {
                        caller.blocked(caller.isBlocked(database));
                    }
                    if (System.nanoTime() > until) {
                        throw new AssertionError(caller.name() + " is stuck in " + caller.step() + " after " + trace);
                    }
                }
            }
            // what the last one to move let go of may have freed another
            moved = false;
            for (Caller caller : callers) {
                if (caller.state() == Caller.State.BLOCKED && !caller.isBlocked(database)) {
                    if (caller.state() == Caller.State.BLOCKED) {
                        caller.blocked(false);
                    }
                    moved = true;
                }
            }
        }
    }

    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdownNow);
    }
}
