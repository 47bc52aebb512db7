package dev.onefold;

import dev.onefold.SimFact.Entry;
import dev.onefold.SimStats.What;
import dev.onefold.store.Sighting;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One simulated world: its time, its luck, its processes and its stores. */
final class SimWorld {

    private final SimDice dice;
    private final SimFlaw flaw;
    private final SimPlan plan;
    private final SimScheduler scheduler = new SimScheduler();
    private final SimStats stats = new SimStats();
    private final SimHistory history;
    private final List<SimNode> nodes;
    private final SimSqlStore sql;
    private final SimLeaseStore leases;
    private final SimForeign foreign;
    private long storeOffset;
    private long setBack;
    private long outUntil;
    private boolean healed;
    private int runs;
    private int values;

    SimWorld(long seed, SimFlaw flaw, boolean tracing) {
        this.dice = new SimDice(seed);
        this.flaw = flaw;
        this.plan = SimPlan.of(dice, flaw.mode());
        this.history = new SimHistory(tracing);
        this.nodes = IntStream.range(0, plan.nodes())
                .mapToObj(index -> new SimNode(this))
                .toList();
        this.sql = new SimSqlStore(this);
        this.leases = new SimLeaseStore(this);
        this.foreign = new SimForeign(this);
    }

    SimDice dice() {
        return dice;
    }

    SimPlan plan() {
        return plan;
    }

    SimScheduler scheduler() {
        return scheduler;
    }

    SimStats stats() {
        return stats;
    }

    SimHistory history() {
        return history;
    }

    List<SimNode> nodes() {
        return nodes;
    }

    SimSqlStore sql() {
        return sql;
    }

    SimLeaseStore leases() {
        return leases;
    }

    SimForeign foreign() {
        return foreign;
    }

    boolean has(SimFlaw other) {
        return flaw == other;
    }

    /** Whether a message is lost now; while the store is out, each is. */
    boolean loses(int factor) {
        return rolls(scheduler.now() < outUntil ? 1_000 : factor * plan.lossPermille());
    }

    void storeGoesOutFor(long length) {
        stats.count(What.OUTAGES);
        note(0, () -> "the store is out for " + length);
        outUntil = scheduler.now() + length;
    }

    /** How far the store's clock was ever set back, in all: as much longer may a lease have lasted. */
    long setBack() {
        return setBack;
    }

    boolean healed() {
        return healed;
    }

    void heal() {
        healed = true;
    }

    /** Whether a fault of this likelihood strikes now. */
    boolean rolls(int permille) {
        return !healed && dice.permille(permille);
    }

    long storeNow() {
        return 1_000_000 + scheduler.now() + storeOffset;
    }

    void jumpStoreClock(long length) {
        stats.count(What.CLOCK_JUMPS);
        note(0, () -> "the store's clock jumps by " + length);
        storeOffset += length;
        setBack += Math.max(0, -length);
    }

    int newRun() {
        return ++runs;
    }

    String newValue() {
        return "value " + ++values;
    }

    long networkDelay() {
        return dice.permille(30) ? dice.between(50, 400) : dice.between(1, 15);
    }

    void fact(int key, SimFact fact) {
        history.add(new Entry(scheduler.now(), storeNow(), key, fact));
    }

    void note(int key, Supplier<String> text) {
        history.note(scheduler.now(), storeNow(), key, text);
    }

    /** Sends the intent to one of the nodes; the answer comes once, or never. */
    void request(SimIntent intent, Consumer<Outcome<String>> answer) {
        SimNode node = dice.of(nodes);
        stats.count(What.REQUESTS);
        node.after(networkDelay(), () -> {
            if (!node.up()) {
                return;
            }
            if (!plan.transactional()) {
                new SimLeasedRun(this, node, intent, answer).begin();
            } else if (dice.permille(350)) {
                new SimCaller(this, node, List.of(intent), answer).begin();
            } else {
                SimSqlStore.Tx own = sql.prepare(false, plan.oldSnapshots() && dice.permille(500));
                new SimTransactionalRun(this, node, intent, own, end -> answered(end, answer)).begin();
            }
        });
    }

    void answered(SimEnd end, Consumer<Outcome<String>> answer) {
        Outcome<String> outcome = end.outcome();
        if (outcome == null) {
            stats.count(What.FAILED);
            note(end.intent().key(), () -> "run " + end.run() + " failed: " + end.failure());
            return;
        }
        stats.count(What.valueOf(outcome.kind().name()));
        fact(end.intent().key(), new SimFact.Answered(end.run(), end.intent(), outcome));
        answer.accept(outcome);
    }

    Outcome<String> from(SimIntent intent, Sighting sighting) {
        Sighting seen = sighting;
        if (has(SimFlaw.FINGERPRINT_IGNORED) && sighting instanceof Sighting.Finished finished) {
            seen = new Sighting.Finished(
                    intent.operation().name(),
                    intent.call().fingerprint(),
                    finished.verdict(),
                    finished.code(),
                    finished.content(),
                    finished.at());
        }
        return Answers.from(intent.operation(), intent.call(), seen);
    }
}
