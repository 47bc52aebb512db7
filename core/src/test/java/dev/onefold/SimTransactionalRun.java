package dev.onefold;

import dev.onefold.SimSqlStore.Tx;
import dev.onefold.SimStatement.Reply;
import dev.onefold.TransactionalProtocol.Effect;
import dev.onefold.TransactionalProtocol.Event;
import dev.onefold.TransactionalProtocol.State;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request of the transactional mode: does what the protocol asks for, one scheduled statement after the other. */
final class SimTransactionalRun implements SimNode.Resident {

    private final SimWorld world;
    private final SimNode node;
    private final SimIntent intent;
    private final Consumer<SimEnd> onEnd;
    private final int run;
    private State<String> step = TransactionalProtocol.begin();
    private Tx tx;
    private SimStatement statements;

    /** In the transaction of a caller, or, if {@code tx} is not joined, in ones like it. */
    SimTransactionalRun(SimWorld world, SimNode node, SimIntent intent, Tx tx, Consumer<SimEnd> onEnd) {
        this.world = world;
        this.node = node;
        this.intent = intent;
        this.onEnd = onEnd;
        this.run = world.newRun();
        this.tx = tx;
        this.statements = new SimStatement(world, node, tx);
    }

    void begin() {
        node.enter(this);
        world.fact(intent.key(), new SimFact.Began(run, intent));
        perform();
    }

    @Override
    public void crashed() {
        world.note(intent.key(), () -> "run " + run + " is gone");
        world.fact(intent.key(), new SimFact.Ended(run));
        if (!tx.joined()) {
            statements.abandon();
        }
    }

    private void perform() {
        Effect<String> effect = step.last();
        world.note(intent.key(), () -> "run " + run + ": " + effect);
        if (effect instanceof Effect.Open) {
            open();
        } else if (effect instanceof Effect.Claim) {
            claim();
        } else if (effect instanceof Effect.Work) {
            work();
        } else if (effect instanceof Effect.Save) {
            save(reply -> next(reply, this::saved));
        } else if (effect instanceof Effect.Commit) {
            save(this::commitIfSaved);
        } else if (effect instanceof Effect.Mark) {
            statements.run(() -> act(() -> world.sql().mark(tx)), reply -> next(reply, done -> new Event.Done<>()));
        } else if (effect instanceof Effect.Undo) {
            statements.runAborted(() -> act(this::undo), reply -> next(reply, done -> new Event.Done<>()));
        } else if (effect instanceof Effect.Close) {
            close();
        } else {
            end(effect);
        }
    }

    private void save(Consumer<Reply<Boolean>> then) {
        Decision<String> decision = step.decision();
        if (decision == null) {
            throw new IllegalStateException("Nothing was decided that could be saved");
        }
        NewRecord record = Answers.record(intent.operation(), intent.call(), decision);
        statements.run(() -> world.sql().save(tx, run, record), then);
    }

    /** Two statements, with whatever may happen between them. */
    private void commitIfSaved(Reply<Boolean> saved) {
        if (saved.failure() != null) {
            next(new Event.Failed<>(StoreUnavailableException.because(saved.failure()), saved.mayPass()));
        } else if (Boolean.FALSE.equals(saved.value())) {
            next(new Event.Conflict<>());
        } else {
            statements.commit(reply -> next(reply, this::committed));
        }
    }

    private static boolean act(Runnable action) {
        action.run();
        return true;
    }

    private void undo() {
        if (!world.has(SimFlaw.CONFLICT_NOT_UNDONE)) {
            world.sql().undo(tx);
        }
    }

    private void open() {
        if (tx.ended() || tx.isCommitting()) {
            tx = world.sql().prepare(false, tx.old());
            statements = new SimStatement(world, node, tx);
        }
        next(new Event.Opened<>(tx.joined()));
    }

    /** A look-up, a try-lock and a look-up again, each of its own: others come between them. */
    private void claim() {
        statements.run(() -> world.sql().look(tx, run, intent.key()), first -> {
            if (first.failure() != null || !(first.value() instanceof Sighting.Absent)) {
                next(first, SimTransactionalRun::seen);
                return;
            }
            statements.run(() -> world.sql().lock(tx, intent.key()), locked -> {
                if (locked.failure() != null || !Boolean.TRUE.equals(locked.value())) {
                    next(locked, taken -> new Event.Busy<>());
                } else {
                    statements.run(this::lookAgain, second -> next(second, SimTransactionalRun::seen));
                }
            });
        });
    }

    private Sighting lookAgain() {
        if (!tx.joined()) {
            // a transaction of our own gets its snapshot after the lock
            world.sql().takeSnapshot(tx);
        }
        return world.has(SimFlaw.LOOKS_ONLY_BEFORE_THE_LOCK)
                ? new Sighting.Absent()
                : world.sql().look(tx, run, intent.key());
    }

    private static Event<String> seen(Sighting sighting) {
        return sighting instanceof Sighting.Absent ? new Event.Granted<>() : new Event.Seen<>(sighting);
    }

    private void work() {
        if (node.crashesHere()) {
            return;
        }
        world.fact(intent.key(), new SimFact.Working(run, intent, !(tx.joined() && tx.old())));
        long length = world.dice().permille(100)
                ? world.dice().between(500, 3_000)
                : world.dice().between(0, 60);
        node.after(length, () -> {
            String value = world.newValue();
            Supplier<Boolean> effect = () -> act(() -> world.sql().perform(tx, run, intent, value));
            statements.run(effect, reply -> next(reply, done -> worked(value)));
        });
    }

    private Event<String> worked(String value) {
        SimScript script = SimScript.draw(world.dice(), world.healed());
        return script == SimScript.THROW
                ? new Event.Failed<>(new IllegalStateException("The work broke"), false)
                : new Event.Decided<>(script.decision(value));
    }

    private Event<String> saved(Boolean saved) {
        return saved ? new Event.Done<>() : new Event.Conflict<>();
    }

    private Event<String> committed(Boolean known) {
        return known || world.has(SimFlaw.LOST_COMMIT_COUNTS_AS_DONE) ? new Event.Done<>() : new Event.Lost<>();
    }

    private void close() {
        if (!tx.joined()) {
            // a broken connection's commit may still be on its way
            if (!tx.ended() && !tx.isCommitting()) {
                world.sql().rollback(tx);
            }
        }
        next(new Event.Done<>());
    }

    private <R> void next(Reply<R> reply, java.util.function.Function<R, Event<String>> event) {
        RuntimeException failure = reply.failure();
        R value = reply.value();
        if (failure != null || value == null) {
            next(new Event.Failed<>(failure == null ? SimStatement.broken() : failure, reply.mayPass()));
        } else {
            next(event.apply(value));
        }
    }

    private void next(Event<String> event) {
        world.note(intent.key(), () -> "run " + run + ": " + event);
        if (node.crashesHere()) {
            return;
        }
        Decision<String> before = step.decision();
        step = TransactionalProtocol.next(step, event);
        if (event instanceof Event.Decided<String> decided) {
            before = decided.decision();
        }
        weaken(before);
        perform();
    }

    /** Steps as a wrong protocol would. */
    private void weaken(@Nullable Decision<String> decision) {
        State<String> state = step;
        if (world.has(SimFlaw.REJECTION_TOLD_BUT_NOT_SAVED)
                && decision instanceof Decision.Reject
                && step.last() instanceof Effect.Close) {
            Effect<String> answer = new Effect.Answer<>(TransactionalProtocol.outcome(decision));
            step = new State<>(step.last(), answer, false, state.retries(), decision);
        }
        if (world.has(SimFlaw.ANSWER_KEPT_OVER_A_ROLLBACK) && decision != null && state.decision() == null) {
            step = new State<>(state.last(), state.then(), state.joined(), state.retries(), decision);
        }
    }

    private void end(Effect<String> effect) {
        node.leave(this);
        world.fact(intent.key(), new SimFact.Ended(run));
        Outcome<String> outcome = null;
        Throwable failure = null;
        if (effect instanceof Effect.Answer<String> answer) {
            outcome = answer.outcome();
        } else if (effect instanceof Effect.AnswerFrom<String> from) {
            outcome = world.from(intent, from.sighting());
        } else {
            failure = ((Effect.Fail<String>) effect).failure();
        }
        onEnd.accept(new SimEnd(run, intent, outcome, failure));
    }
}
