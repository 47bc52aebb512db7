package dev.onefold;

import dev.onefold.SimSqlStore.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Code that holds a transaction of its own, runs requests in it, and commits or rolls back as it likes. */
final class SimCaller implements SimNode.Resident {

    private final SimWorld world;
    private final SimNode node;
    private final List<SimIntent> intents;
    private final Consumer<Outcome<String>> answer;
    private final Tx tx;
    private final SimStatement statements;
    private final List<SimEnd> ends = new ArrayList<>();

    /** Runs the intents in turn, or a lone one twice at times. */
    SimCaller(SimWorld world, SimNode node, List<SimIntent> intents, Consumer<Outcome<String>> answer) {
        this.world = world;
        this.node = node;
        this.intents = new ArrayList<>(intents);
        this.answer = answer;
        if (world.rolls(150)) {
            this.intents.addAll(intents);
        }
        this.tx = world.sql().prepare(true, world.plan().oldSnapshots() && world.rolls(600));
        this.statements = new SimStatement(world, node, tx);
    }

    void begin() {
        world.stats().count(SimStats.What.JOINED);
        node.enter(this);
        world.sql().takeSnapshot(tx);
        node.after(world.dice().between(0, 400), this::runNext);
    }

    @Override
    public void crashed() {
        statements.abandon();
    }

    private void runNext() {
        if (ends.size() < intents.size()) {
            new SimTransactionalRun(world, node, intents.get(ends.size()), tx, this::ran).begin();
            return;
        }
        boolean failed = ends.stream().anyMatch(end -> end.failure() != null);
        if (world.rolls(failed ? 600 : 150)) {
            leave();
        } else {
            statements.commit(reply -> {
                node.leave(this);
                statements.abandon();
                if (Boolean.TRUE.equals(reply.value())) {
                    ends.forEach(end -> world.answered(end, answer));
                }
            });
        }
    }

    private void ran(SimEnd end) {
        ends.add(end);
        node.after(world.dice().between(0, 50), this::runNext);
    }

    private void leave() {
        world.note(intents.get(0).key(), () -> "the caller rolls back");
        node.leave(this);
        if (!tx.ended()) {
            world.sql().rollback(tx);
        }
    }
}
