package dev.onefold;

import dev.onefold.SimSqlStore.Tx;
import dev.onefold.SimStats.What;
import dev.onefold.store.StoreException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How statements of one transaction travel to the database and back, and what can befall them on the way. */
final class SimStatement {

    /** What came back: a reply, or a failure that may pass when all is run again. */
    record Reply<R>(@Nullable R value, @Nullable RuntimeException failure, boolean mayPass) {}

    private final SimWorld world;
    private final SimNode node;
    private final Tx tx;

    SimStatement(SimWorld world, SimNode node, Tx tx) {
        this.world = world;
        this.node = node;
        this.tx = tx;
    }

    /** Runs a statement that needs a usable transaction. */
    <R> void run(Supplier<R> statement, Consumer<Reply<R>> then) {
        send(() -> tx.usable() ? faulty(statement) : failed(tx.ended() ? broken() : aborted(), false), then);
    }

    /** Runs what an aborted transaction can still do, such as going back to a mark. */
    <R> void runAborted(Supplier<R> statement, Consumer<Reply<R>> then) {
        send(() -> tx.ended() ? failed(broken(), false) : done(statement.get()), then);
    }

    <R> void send(Supplier<Reply<R>> atStore, Consumer<Reply<R>> then) {
        if (node.crashesHere()) {
            return;
        }
        int life = node.life();
        world.scheduler().after(world.networkDelay(), () -> {
            Reply<R> reply = atStore.get();
            if (node.livesStill(life) && !node.crashesHere()) {
                node.after(world.networkDelay(), () -> {
                    if (!node.crashesHere()) {
                        then.accept(reply);
                    }
                });
            }
        });
    }

    private <R> Reply<R> faulty(Supplier<R> statement) {
        if (world.rolls(world.plan().transientPermille())) {
            world.stats().count(What.TRANSIENT);
            tx.abort();
            return failed(deadlock(), true);
        }
        boolean lost = world.loses(1);
        boolean late = world.dice().permille(500);
        R value = lost && !late ? null : statement.get();
        if (lost) {
            world.stats().count(What.LOST);
            world.sql().rollback(tx);
            return failed(broken(), false);
        }
        return done(value);
    }

    /** A commit: done, refused, or without a reply and then done, not done, or done later. */
    void commit(Consumer<Reply<Boolean>> then) {
        send(
                () -> {
                    if (!tx.usable()) {
                        world.sql().rollback(tx);
                        return failed(aborted(), false);
                    }
                    if (world.rolls(world.plan().transientPermille())) {
                        world.stats().count(What.COMMITS_REFUSED);
                        world.sql().rollback(tx);
                        boolean mayPass = world.dice().permille(700);
                        return failed(
                                mayPass
                                        ? deadlock()
                                        : new IllegalStateException("A deferred constraint refuses the commit"),
                                mayPass);
                    }
                    return world.loses(3) ? lost() : done(world.sql().commit(tx));
                },
                then);
    }

    private Reply<Boolean> lost() {
        world.stats().count(What.COMMITS_LOST);
        switch (world.dice().below(3)) {
            case 0 -> world.sql().commit(tx);
            case 1 -> world.sql().rollback(tx);
            default -> {
                tx.committing();
                world.scheduler()
                        .after(world.dice().between(1, 3_000), () -> world.sql().commit(tx));
            }
        }
        return done(false);
    }

    /** As a client that goes away, or whose process does: the database notices, unless the commit is on its way. */
    void abandon() {
        if (!tx.ended() && !tx.isCommitting()) {
            world.scheduler().after(world.dice().between(0, 300), () -> {
                if (!tx.ended()) {
                    world.sql().rollback(tx);
                }
            });
        }
    }

    private static <R> Reply<R> done(@Nullable R value) {
        return new Reply<>(value, null, false);
    }

    private static <R> Reply<R> failed(RuntimeException failure, boolean mayPass) {
        return new Reply<>(null, failure, mayPass);
    }

    static StoreException broken() {
        return new StoreException("The connection broke", new IllegalStateException());
    }

    private static StoreException aborted() {
        return new StoreException("The transaction is aborted", new IllegalStateException());
    }

    private static RuntimeException deadlock() {
        return new IllegalStateException("Chosen as the victim of a deadlock");
    }
}
