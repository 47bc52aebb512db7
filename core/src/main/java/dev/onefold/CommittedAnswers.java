package dev.onefold;

import dev.onefold.store.Sighting;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The cache of {@link AnswerCache}. A reading takes no lock. When it is full, the oldest that was not read since its last
 * turn goes (second chance).
 */
final class CommittedAnswers {

    /** How many that were read are passed over at one time, while readers go on reading. */
    private static final int MOST_CHANCES = 64;

    private static final class Entry {

        private final RecordId id;
        private final Sighting.Finished seen;
        private final long untilNanos;
        private final int bytes;
        private volatile boolean read;

        private Entry(RecordId id, Sighting.Finished seen, long untilNanos, int bytes) {
            this.id = id;
            this.seen = seen;
            this.untilNanos = untilNanos;
            this.bytes = bytes;
        }
    }

    private final AnswerCache bounds;
    private final Time time;
    private final ConcurrentMap<RecordId, Entry> entries = new ConcurrentHashMap<>();
    private final Queue<Entry> turns = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    CommittedAnswers(AnswerCache bounds, Time time) {
        this.bounds = bounds;
        this.time = time;
    }

    boolean isUsed() {
        return bounds.mostAnswers() > 0;
    }

    /** To be asked for before the store is read: what is read then is true at this moment or later. */
    long now() {
        return time.nanos();
    }

    Sighting.@Nullable Finished find(RecordId id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return null;
        }
        if (time.nanos() - entry.untilNanos >= 0) {
            forget(entry);
            return null;
        }
        entry.read = true;
        return entry.seen;
    }

    /** Keeps what the store showed as committed; anything but a finished record with its answer is passed over. */
    void keep(RecordId id, Sighting seen, long since) {
        if (!(seen instanceof Sighting.Finished finished) || finished.content() == null) {
            return;
        }
        int size = finished.content().bytes().length;
        if (!isUsed() || size > bounds.mostBytes()) {
            return;
        }
        Entry entry = new Entry(id, finished, since + bounds.keepFor().toNanos(), size);
        Entry before = entries.put(id, entry);
        count.addAndGet(before == null ? 1 : 0);
        bytes.addAndGet(size - (before == null ? 0 : before.bytes));
        queue(entry);
        shrink();
    }

    /** How many answers are kept. */
    int size() {
        return count.get();
    }

    /** How many places in the queue are taken, those of answers that are gone included. */
    int turns() {
        return queued.get();
    }

    /** Also drops the turns of answers that are gone, so that the queue is bounded like the answers. */
    private void shrink() {
        int chances = MOST_CHANCES;
        while (isOver() || queued.get() > 2 * bounds.mostAnswers()) {
            Entry oldest = turns.poll();
            if (oldest == null) {
                return;
            }
            queued.decrementAndGet();
            boolean isKept = entries.get(oldest.id) == oldest;
            if (isKept && isOver() && (!oldest.read || chances-- <= 0)) {
                forget(oldest);
            } else if (isKept) {
                oldest.read = false;
                queue(oldest);
            }
        }
    }

    private boolean isOver() {
        return count.get() > bounds.mostAnswers() || bytes.get() > bounds.mostBytes();
    }

    private void queue(Entry entry) {
        turns.add(entry);
        queued.incrementAndGet();
    }

    private void forget(Entry entry) {
        if (entries.remove(entry.id, entry)) {
            count.decrementAndGet();
            bytes.addAndGet(-entry.bytes);
        }
    }
}
