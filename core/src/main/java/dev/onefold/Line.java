package dev.onefold;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where requests stand in line for a transaction. One that finds a committer free leads at once; the others wait. A
 * leader takes with it whoever waits, and gives the lead to the next in line when it is done. So somebody waits only
 * while all committers are busy, everybody who waits is led by somebody, and nobody leads more than once.
 *
 * @param <P> who stands in line; compared by identity
 */
final class Line<P> {

    /** What a newcomer is told. */
    enum Place {
        LEADS,
        WAITS,
        REFUSED
    }

    /** What somebody is told who does not want to wait any more. */
    enum Departure {
        WITHDRAWN,
        /** A leader took it along. */
        TAKEN,
        /** It has been given the lead, and must take it. */
        LEADS
    }

    private final Lock lock = new ReentrantLock();
    private final Deque<P> waiting = new ArrayDeque<>();
    private final Set<P> called = Collections.newSetFromMap(new IdentityHashMap<>());
    private final int mostInBatch;
    private final int committers;
    private final int mostWaiting;
    private int leading;

    Line(Operation.Batching batching) {
        this.mostInBatch = batching.mostInBatch();
        this.committers = batching.committers();
        this.mostWaiting = batching.mostWaiting();
    }

    Place enter(P newcomer) {
        lock.lock();
        try {
            if (leading < committers) {
                leading++;
                return Place.LEADS;
            }
            if (waiting.size() >= mostWaiting) {
                return Place.REFUSED;
            }
            waiting.add(newcomer);
            return Place.WAITS;
        } finally {
            lock.unlock();
        }
    }

    /** Who goes with the leader: itself, and those who wait, in the order in which they came. */
    List<P> board(P leader) {
        List<P> batch = new ArrayList<>();
        batch.add(leader);
        lock.lock();
        try {
            called.remove(leader);
            while (batch.size() < mostInBatch && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    /** A leader is done. Whoever is returned leads now; if nobody is, that is null, and the committer is free. */
    @Nullable
    P leave() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                leading--;
                return null;
            }
            P next = waiting.remove();
            called.add(next);
            return next;
        } finally {
            lock.unlock();
        }
    }

    Departure withdraw(P impatient) {
        lock.lock();
        try {
            if (waiting.removeIf(each -> each == impatient)) {
                return Departure.WITHDRAWN;
            }
            return called.contains(impatient) ? Departure.LEADS : Departure.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a leader would leave somebody behind. */
    boolean isFull() {
        return waiting() >= mostInBatch;
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
