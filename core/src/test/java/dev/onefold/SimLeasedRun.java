package dev.onefold;

import dev.onefold.LeasedProtocol.Effect;
import dev.onefold.LeasedProtocol.Event;
import dev.onefold.LeasedProtocol.State;
import dev.onefold.LeasedProtocol.Step;
import dev.onefold.Operation.Doubt;
import dev.onefold.SimStats.What;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.LeasedStore.Lease;
import dev.onefold.store.StoreException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request of the leased mode: sends what the protocol asks for, works, and renews its lease meanwhile. */
final class SimLeasedRun implements SimNode.Resident {

    private static final long TIMEOUT = 120;

    private final SimWorld world;
    private final SimNode node;
    private final SimIntent intent;
    private final Consumer<Outcome<String>> answer;
    private final int run;
    private Step<String> step;
    private boolean renewing;
    private boolean worked;

    SimLeasedRun(SimWorld world, SimNode node, SimIntent intent, Consumer<Outcome<String>> answer) {
        this.world = world;
        this.node = node;
        this.intent = intent;
        this.answer = answer;
        this.run = world.newRun();
        this.step = LeasedProtocol.begin(world.plan().doubt());
    }

    void begin() {
        node.enter(this);
        world.fact(intent.key(), new SimFact.Began(run, intent));
        perform();
    }

    @Override
    public void crashed() {
        world.note(intent.key(), () -> "run " + run + " is gone");
        renewing = false;
        world.fact(intent.key(), new SimFact.Ended(run));
    }

    private LeasedStore store() {
        world.leases().calledFrom(node);
        return world.leases();
    }

    private void perform() {
        Effect<String> effect = step.effect();
        world.note(intent.key(), () -> "run " + run + ": " + effect);
        if (effect instanceof Effect.Acquire) {
            send(this::acquire);
        } else if (effect instanceof Effect.Work<String> work) {
            work(work.lease());
        } else if (effect instanceof Effect.Complete<String> complete) {
            var record = Answers.record(intent.operation(), intent.call(), complete.decision());
            send(() -> new Event.Done<>(store().complete(complete.lease(), record)));
        } else if (effect instanceof Effect.Release<String> release) {
            send(() -> new Event.Done<>(store().release(release.lease())));
        } else if (effect instanceof Effect.Doubt<String> doubt) {
            send(() -> new Event.Done<>(store().doubt(doubt.lease())));
        } else if (effect instanceof Effect.Look) {
            send(() -> new Event.Seen<>(store().find(intent.call().id())));
        } else if (effect instanceof Effect.Pause<String> pause) {
            node.after(pause.length().toMillis(), () -> next(new Event.Done<>(true)));
        } else {
            end(effect);
        }
    }

    private Event<String> acquire() {
        var acquired = store().acquire(new LeasedStore.LeaseRequest(
                intent.call().id(),
                Integer.toString(run),
                intent.operation().name(),
                intent.call().fingerprint(),
                Duration.ofMillis(SimPlan.LEASE),
                world.plan().doubt() == Doubt.RUN_AGAIN));
        if (acquired instanceof LeasedStore.Acquired.Seen seen) {
            return new Event.Seen<>(seen.sighting());
        }
        return acquired instanceof LeasedStore.Acquired.Granted granted
                ? new Event.Granted<>(granted.lease())
                : new Event.Busy<>();
    }

    /** To the store and back: it arrives, or is lost, or its reply is, or it comes after it was given up. */
    private void send(Supplier<Event<String>> atStore) {
        if (node.crashesHere()) {
            return;
        }
        int life = node.life();
        boolean lost = world.loses(3);
        int fate = lost ? world.dice().below(3) : -1;
        if (lost) {
            world.stats().count(fate == 2 ? What.LATE : What.LOST);
            node.after(
                    TIMEOUT,
                    () -> next(new Event.NoReply<>(new StoreException("No reply", new IllegalStateException()))));
        }
        if (fate == 0) {
            return;
        }
        long delay = fate == 2 ? world.dice().between(100, 4_000) : world.networkDelay();
        world.scheduler().after(delay, () -> {
            Event<String> event = atStore.get();
            if (!lost && node.livesStill(life) && !node.crashesHere()) {
                node.after(world.networkDelay(), () -> next(event));
            }
        });
    }

    private void work(Lease lease) {
        if (node.crashesHere()) {
            return;
        }
        world.fact(intent.key(), new SimFact.Working(run, intent, true));
        worked = true;
        if (!renewing) {
            renewing = true;
            node.after(SimPlan.RENEW_EVERY, () -> renew(lease));
        }
        SimScript script = SimScript.draw(world.dice(), world.healed());
        node.after(workLength(), () -> affect(lease, script));
    }

    private long workLength() {
        return world.dice().permille(200)
                ? world.dice().between(SimPlan.LEASE / 2, 3 * SimPlan.LEASE)
                : world.dice().between(0, 100);
    }

    /** The effect in the other system, by a message that suffers as those to the store do. */
    private void affect(Lease lease, SimScript script) {
        if (node.crashesHere()) {
            return;
        }
        if (script == SimScript.THROW) {
            next(broke());
            return;
        }
        String value = world.newValue();
        String kept = script.keepsEffects() ? value : null;
        int life = node.life();
        boolean lost = world.rolls(world.plan().lossPermille());
        int fate = lost ? world.dice().below(3) : -1;
        long delay = fate == 2 ? world.dice().between(0, 2_500) : world.networkDelay();
        if (lost) {
            world.stats().count(fate == 2 ? What.LATE : What.LOST);
            node.after(TIMEOUT, () -> next(broke()));
        }
        if (fate == 0) {
            return;
        }
        world.scheduler().after(delay, () -> {
            boolean accepted = world.foreign().apply(run, intent, lease.fence(), kept);
            if (!lost && node.livesStill(life) && !node.crashesHere()) {
                node.after(workLength(), () -> next(accepted ? new Event.Decided<>(script.decision(value)) : broke()));
            }
        });
    }

    private void renew(Lease lease) {
        if (!renewing) {
            return;
        }
        long delay = world.rolls(100) ? world.dice().between(100, 2 * SimPlan.LEASE) : world.networkDelay();
        if (!world.loses(3)) {
            world.scheduler().after(delay, () -> renewing &= store().renew(lease, Duration.ofMillis(SimPlan.LEASE)));
        }
        node.after(delay + SimPlan.RENEW_EVERY, () -> renew(lease));
    }

    private void next(Event<String> event) {
        world.note(intent.key(), () -> "run " + run + ": " + event);
        if (node.crashesHere()) {
            return;
        }
        Effect<String> before = step.state().last();
        step = LeasedProtocol.next(step.state(), event);
        weaken(before, event);
        perform();
    }

    /** Steps as a wrong protocol would. */
    private void weaken(Effect<String> before, Event<String> event) {
        State<String> state = step.state();
        if (event instanceof Event.NoReply && before instanceof Effect.Complete<String> complete) {
            if (world.has(SimFlaw.RELEASES_AFTER_A_FAILED_SAVE)) {
                Effect<String> end = new Effect.Answer<>(new Outcome.Unknown<>("The save failed"));
                step = follow(state, new Effect.Release<>(complete.lease()), end);
            } else if (world.has(SimFlaw.WORKS_AGAIN_AFTER_A_FAILED_SAVE)) {
                step = follow(state, new Effect.Work<>(complete.lease()), null);
            }
        }
        if (world.has(SimFlaw.ABANDONS_AFTER_A_THROW) && step.effect() instanceof Effect.Doubt<String> doubt) {
            step = follow(state, new Effect.Release<>(doubt.lease()), state.then());
        }
    }

    private static Step<String> follow(State<String> state, Effect<String> effect, @Nullable Effect<String> then) {
        return new Step<>(new State<>(state.doubt(), effect, then, LeasedProtocol.RETRIES, false), effect);
    }

    private void end(Effect<String> effect) {
        node.leave(this);
        renewing = false;
        world.fact(intent.key(), new SimFact.Ended(run));
        Outcome<String> outcome = null;
        Throwable failure = null;
        if (effect instanceof Effect.Answer<String> known) {
            outcome = known.outcome();
        } else if (effect instanceof Effect.AnswerFrom<String> from) {
            outcome = worked
                    ? Answers.afterWork(intent.operation(), intent.call(), from.sighting())
                    : world.from(intent, from.sighting());
        } else {
            failure = ((Effect.Fail<String>) effect).failure();
        }
        world.answered(new SimEnd(run, intent, outcome, failure), answer);
    }

    private static Event<String> broke() {
        return new Event.Threw<>(new IllegalStateException("The work broke"));
    }
}
