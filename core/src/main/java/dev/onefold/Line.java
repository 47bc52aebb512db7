package dev.onefold;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where requests stand in line for a transaction. Requests that come one by one each find a committer free, if there is
 * one, and lead at once. Where they come in a crowd, the fewer transactions the better: one committer takes whoever waits
 * when it is done, and another begins when a full batch waits, or somebody who has waited for {@link #PATIENCE} overtakes.
 *
 * <p>A leader takes with it whoever waits, and gives the lead to the next in line when it is done. So somebody waits only
 * while a committer is busy, everybody who waits is led by somebody, and nobody leads more than once.
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

    /** After which a request does not wait for another's transaction while a committer is free. */
    static final Duration PATIENCE = Duration.ofMillis(10);

    /** Requests come in a crowd if at least so many share a transaction. */
    private static final int CROWD = 2;

    /** Batches over which that is averaged, roughly. */
    private static final int LATELY = 8;

    private final Lock lock = new ReentrantLock();
    private final Deque<P> waiting = new ArrayDeque<>();
    private final Set<P> called = Collections.newSetFromMap(new IdentityHashMap<>());
    private final int mostInBatch;
    private final int committers;
    private final int mostWaiting;
    private final Duration answerWithin;
    private final int full;

    private int leading;
    private double sharedLately = 1;

    Line(Operation.Batching batching) {
        this.mostInBatch = batching.mostInBatch();
        this.committers = batching.committers();
        this.mostWaiting = batching.mostWaiting();
        this.answerWithin = batching.answerWithin();
        // nobody is refused while a committer is free
        this.full = Math.min(mostInBatch, mostWaiting + 1);
    }

    Place enter(P newcomer) {
        lock.lock();
        try {
            if (mayLead(waiting.size() + 1)) {
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
            sharedLately += (batch.size() - sharedLately) / LATELY;
        } finally {
            lock.unlock();
        }
        return batch;
    }

    /** Whether one more may lead, if so many could go. */
    private boolean mayLead(int together) {
        return leading == 0 || (leading < committers && (together >= full || sharedLately < CROWD));
    }

    /** A leader is done. Whoever is returned leads now; if nobody is, that is null, and the committer is free. */
    @Nullable
    P leave() {
        lock.lock();
        try {
            leading--;
            if (waiting.isEmpty() || !mayLead(waiting.size())) {
                return null;
            }
            leading++;
            P next = waiting.remove();
            called.add(next);
            return next;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the latch of one who waits in line, which is down once it is given the lead or what it came for is done;
     * true then, and also if it leads as it overtook. False once it has waited for as long as it may.
     */
    boolean isTold(P waiter, CountDownLatch told, Time time) {
        Duration left = answerWithin;
        if (committers > 1) {
            Duration patience = Limits.shorter(PATIENCE, left);
            if (time.await(told, patience) || overtake(waiter)) {
                return true;
            }
            left = left.minus(patience);
        }
        return time.await(told, left);
    }

    /** Whether somebody who waits leads now, as a committer is free. */
    boolean overtake(P impatient) {
        lock.lock();
        try {
            if (leading == committers || !waiting.removeIf(each -> each == impatient)) {
                return false;
            }
            leading++;
            return true;
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
