package dev.onefold.testkit;

import dev.onefold.store.StoreException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What goes wrong in a {@link FaultyTransactionalStore} or {@link FaultyLeasedStore}, planned by a test. Nothing does
 * until it is planned. Safe for use by many threads.
 *
 * <pre>{@code
 * Faults faults = new Faults();
 * faults.fail(Step.COMPLETE, When.AFTER, 1);          // the next completion happens, but its reply is lost
 * faults.failAlways(Step.RENEW, When.BEFORE);         // no renewal ever arrives
 * }</pre>
 */
public final class Faults {

    /** A step of a store, by the name of its method. */
    public enum Step {
        FIND,
        OPEN,
        CLAIM,
        MARK,
        UNDO,
        SAVE,
        COMMIT,
        ACQUIRE,
        RENEW,
        COMPLETE,
        RELEASE,
        DOUBT,
        SETTLE
    }

    /** What the caller cannot tell apart: a step that never arrived, and one whose reply was lost. */
    public enum When {
        BEFORE,
        AFTER
    }

    private record Fault(Step step, When when, int first, int last) {

        boolean hits(Step called, When moment, int call) {
            return step == called && when == moment && call >= first && call <= last;
        }
    }

    private final Map<Step, Integer> calls = new EnumMap<>(Step.class);
    private final List<Fault> faults = new ArrayList<>();

    /** Lets the {@code nth} call of a step from now on fail: 1 is the next. */
    public synchronized void fail(Step step, When when, int nth) {
        int call = calls(step) + nth;
        faults.add(new Fault(step, when, call, call));
    }

    /** Lets the next {@code many} calls of a step fail. */
    public synchronized void failNext(Step step, When when, int many) {
        faults.add(new Fault(step, when, calls(step) + 1, calls(step) + many));
    }

    /** Lets every call of a step fail from now on, until {@link #heal}. */
    public synchronized void failAlways(Step step, When when) {
        faults.add(new Fault(step, when, calls(step) + 1, Integer.MAX_VALUE));
    }

    /** Forgets every plan: nothing fails any more. */
    public synchronized void heal() {
        faults.clear();
    }

    /** How often a step was called, failed or not. */
    public synchronized int calls(Step step) {
        return calls.getOrDefault(step, 0);
    }

    /** Counts a step, or fails it before it happens. */
    void before(Step step) {
        fail(step, When.BEFORE, count(step), "was not sent");
    }

    /** Does a step, or fails it as planned. */
    <R> R at(Step step, Supplier<R> does) {
        int call = count(step);
        fail(step, When.BEFORE, call, "was not sent");
        R reply = does.get();
        fail(step, When.AFTER, call, "got no reply");
        return reply;
    }

    /** Does a step that has an answer of its own for a lost reply. */
    <R> R at(Step step, Supplier<R> does, Supplier<R> lost) {
        int call = count(step);
        if (hits(step, When.BEFORE, call)) {
            return lost.get();
        }
        R reply = does.get();
        return hits(step, When.AFTER, call) ? lost.get() : reply;
    }

    private synchronized int count(Step step) {
        return calls.merge(step, 1, Integer::sum);
    }

    private synchronized boolean hits(Step step, When when, int call) {
        return faults.stream().anyMatch(fault -> fault.hits(step, when, call));
    }

    private void fail(Step step, When when, int call, String what) {
        if (hits(step, when, call)) {
            throw failure(step + " number " + call + " " + what);
        }
    }

    static StoreException failure(String what) {
        return new StoreException(what, new IllegalStateException("A fault that the test planned"));
    }
}
