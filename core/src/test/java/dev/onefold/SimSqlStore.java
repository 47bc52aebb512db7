package dev.onefold;

import dev.onefold.SimStats.What;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A SQL database as far as records need one: versions, snapshots, try-locks, a unique index, and all or nothing. */
final class SimSqlStore {

    private static final long LATEST = Long.MAX_VALUE;

    private record Row(long version, int run, NewRecord finished, long at) {}

    private record Effect(int run, SimIntent intent, String value) {}

    /** A transaction, or the connection that will have one. */
    static final class Tx {

        private final int id;
        private final boolean joined;
        private final boolean old;
        private long snapshot = LATEST;
        private final List<Effect> effects = new ArrayList<>();
        private final Map<Integer, Row> saved = new HashMap<>();
        private final Set<Integer> locks = new HashSet<>();
        private int markedEffects = -1;
        private Map<Integer, Row> markedSaved = Map.of();
        private boolean aborted;
        private boolean ended;
        private boolean committing;

        private Tx(int id, boolean joined, boolean old) {
            this.id = id;
            this.joined = joined;
            this.old = old;
        }

        boolean joined() {
            return joined;
        }

        /** Whether it reads from one snapshot, from before or after its claims. */
        boolean old() {
            return old;
        }

        boolean usable() {
            return !ended && !aborted;
        }

        boolean ended() {
            return ended;
        }

        void abort() {
            aborted = true;
        }

        /** The commit is on its way, and nobody can call it back. */
        void committing() {
            committing = true;
        }

        boolean isCommitting() {
            return committing;
        }
    }

    private final SimWorld world;
    private final Map<Integer, List<Row>> rows = new HashMap<>();
    private final Map<Integer, Tx> locks = new HashMap<>();
    private long version;
    private int transactions;

    SimSqlStore(SimWorld world) {
        this.world = world;
    }

    Tx prepare(boolean joined, boolean old) {
        return new Tx(++transactions, joined, old);
    }

    void takeSnapshot(Tx tx) {
        if (tx.old) {
            tx.snapshot = version;
        }
    }

    Sighting look(Tx tx, int run, int key) {
        world.fact(key, new SimFact.Looked(run));
        Row own = tx.saved.get(key);
        Row row = own == null ? latest(key, tx.snapshot) : own;
        if (row == null || forgotten(row)) {
            return new Sighting.Absent();
        }
        NewRecord kept = row.finished();
        boolean answers = world.storeNow() < row.at() + kept.answerFor().toMillis();
        return new Sighting.Finished(
                kept.operation(),
                kept.fingerprint(),
                kept.verdict(),
                kept.code(),
                answers ? kept.content() : null,
                Instant.ofEpochMilli(row.at()));
    }

    private @Nullable Row latest(int key, long snapshot) {
        Row found = null;
        for (Row row : rows.getOrDefault(key, List.of())) {
            found = row.version() <= snapshot ? row : found;
        }
        return found;
    }

    private boolean forgotten(Row row) {
        NewRecord kept = row.finished();
        boolean early = world.has(SimFlaw.FORGETS_WITH_THE_ANSWER);
        return world.storeNow() >= row.at() + (early ? kept.answerFor() : kept.knownFor()).toMillis();
    }

    boolean lock(Tx tx, int key) {
        if (world.has(SimFlaw.CHECK_THEN_ACT)) {
            return true;
        }
        Tx holder = locks.putIfAbsent(key, tx);
        if (holder == null) {
            tx.locks.add(key);
            world.fact(key, new SimFact.Locked(tx.id));
        }
        return holder == null || holder == tx;
    }

    void perform(Tx tx, int run, SimIntent intent, String value) {
        tx.effects.add(new Effect(run, intent, value));
    }

    boolean save(Tx tx, int run, NewRecord record) {
        int key = SimIntent.keyOf(record.id());
        world.fact(key, new SimFact.Looked(run));
        Row row = new Row(++version, run, record, world.storeNow());
        if (world.has(SimFlaw.SAVES_OUTSIDE_THE_TRANSACTION)) {
            write(key, row);
            return true;
        }
        Row there = latest(key, LATEST);
        boolean unique = !world.has(SimFlaw.CHECK_THEN_ACT) && !world.has(SimFlaw.NO_UNIQUE_INDEX);
        if (unique && there != null && !forgotten(there)) {
            world.stats().count(What.CONFLICTS);
            tx.aborted = world.plan().poisons();
            return false;
        }
        tx.saved.put(key, row);
        return true;
    }

    void mark(Tx tx) {
        tx.markedEffects = tx.effects.size();
        tx.markedSaved = Map.copyOf(tx.saved);
    }

    void undo(Tx tx) {
        if (tx.markedEffects < 0) {
            throw new IllegalStateException("Undone without a mark");
        }
        tx.effects.subList(tx.markedEffects, tx.effects.size()).clear();
        tx.saved.clear();
        tx.saved.putAll(tx.markedSaved);
        tx.aborted = false;
    }

    /** False if there was nothing left to commit. */
    boolean commit(Tx tx) {
        if (!tx.usable()) {
            rollback(tx);
            return false;
        }
        for (Effect effect : tx.effects) {
            world.fact(effect.intent().key(), new SimFact.Happened(effect.run(), effect.intent(), effect.value()));
        }
        version++;
        tx.saved.forEach((key, row) -> write(key, new Row(version, row.run(), row.finished(), row.at())));
        end(tx);
        return true;
    }

    private void write(int key, Row row) {
        rows.computeIfAbsent(key, same -> new ArrayList<>()).add(row);
        world.fact(key, new SimFact.Recorded(row.run(), row.finished(), row.at()));
    }

    void rollback(Tx tx) {
        end(tx);
    }

    private void end(Tx tx) {
        tx.ended = true;
        for (int key : tx.locks) {
            locks.remove(key);
            world.fact(key, new SimFact.Unlocked(tx.id));
        }
        tx.locks.clear();
    }

    void purge() {
        rows.forEach((key, versions) -> {
            if (versions.removeIf(this::forgotten)) {
                world.stats().count(What.FORGOTTEN);
                world.fact(key, new SimFact.Purged());
            }
        });
    }
}
