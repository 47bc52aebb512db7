package dev.onefold;

import dev.onefold.SimFact.Recorded;
import dev.onefold.SimRules.Violation;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One seed: clients send, repeat and mix up their requests while things fail; then all heals and is asked again. */
final class Simulation {

    private static final int ROUNDS = 4;

    /** What one seed came to. */
    record Result(SimStats stats, boolean overlapped, List<Violation> violations, String timeline) {}

    private final SimWorld world;
    private final List<SimIntent> intents = new ArrayList<>();
    private final Set<SimIntent> resolved = new HashSet<>();
    private final Set<Integer> answeredKeys = new HashSet<>();

    private Simulation(SimWorld world) {
        this.world = world;
    }

    static Result run(long seed, SimFlaw flaw, boolean tracing) {
        SimWorld world = new SimWorld(seed, flaw, tracing);
        world.note(0, () -> "seed " + seed + ", " + world.plan());
        Simulation simulation = new Simulation(world);
        simulation.trouble();
        simulation.healAndAskAgain();
        List<Violation> violations = new ArrayList<>();
        boolean overlapped = false;
        for (int key = 0; key < SimIntent.KEYS; key++) {
            violations.addAll(SimRules.judge(world, world.history().of(key)));
            overlapped |= SimRules.overlapped(world.history().of(key));
        }
        return new Result(
                world.stats(), overlapped, violations, tracing ? world.history().timeline() : "");
    }

    private void trouble() {
        for (int key = 0; key < world.plan().keys(); key++) {
            client(key, 0, 0);
            if (world.dice().permille(400)) {
                client(key, world.dice().below(2), 1);
            }
            if (world.dice().permille(200)) {
                client(key, 1, 0);
            }
        }
        for (SimNode node : world.nodes()) {
            if (world.dice().permille(300)) {
                at(() -> node.pause(world.dice().between(1, 10 * SimPlan.LEASE)));
            }
            if (world.dice().permille(600)) {
                at(() -> node.jump(world.dice().between(-5_000, 5_000)));
            }
        }
        if (world.dice().permille(300)) {
            at(() -> world.jumpStoreClock(world.dice().between(-3_000, 3_000)));
        }
        if (world.dice().permille(200)) {
            // mostly while the first requests are at work
            long start = world.dice().between(0, world.dice().permille(700) ? 2 * SimPlan.LEASE : SimPlan.FAULTS_UNTIL);
            long length = world.dice().between(100, 20 * SimPlan.LEASE);
            world.scheduler().after(start, () -> world.storeGoesOutFor(length));
        }
        for (int purges = world.dice().below(4); purges > 0; purges--) {
            at(this::purge);
        }
        world.scheduler().drain();
    }

    private void at(Runnable fault) {
        world.scheduler().after(world.dice().between(0, SimPlan.FAULTS_UNTIL), fault);
    }

    private void purge() {
        world.sql().purge();
        world.leases().purge();
    }

    private void client(int key, int operation, int content) {
        SimIntent intent = SimIntent.of(key, world.plan().operations().get(operation), content);
        if (!intents.contains(intent)) {
            intents.add(intent);
        }
        int attempts = 2 + world.dice().below(5);
        world.scheduler().after(world.dice().between(0, 300), () -> insist(intent, attempts));
    }

    private void insist(SimIntent intent, int attempts) {
        if (attempts == 0) {
            return;
        }
        world.request(intent, outcome -> heard(intent, outcome));
        if (world.dice().permille(300)) {
            world.request(intent, outcome -> heard(intent, outcome));
        }
        long pause = world.dice().permille(500)
                ? world.dice().between(1, 100)
                : world.dice().between(200, 3_000);
        world.scheduler().after(pause, () -> {
            if (!resolved.contains(intent) || world.dice().permille(500)) {
                insist(intent, attempts - 1);
            }
        });
    }

    private void heard(SimIntent intent, Outcome<String> outcome) {
        boolean remembered = outcome instanceof Outcome.Rejected<String> rejected
                && rejected.memory() != Outcome.Rejected.Memory.FORGOTTEN;
        boolean done = outcome instanceof Outcome.Applied
                || outcome instanceof Outcome.Replayed
                || outcome instanceof Outcome.Expired
                || remembered;
        if (done) {
            answeredKeys.add(intent.key());
        }
        if (done || (outcome instanceof Outcome.Mismatch && answeredKeys.contains(intent.key()))) {
            resolved.add(intent);
        }
    }

    private void healAndAskAgain() {
        world.heal();
        for (int round = 0; round < ROUNDS; round++) {
            world.scheduler().advance(2 * SimPlan.LEASE + world.setBack());
            settle();
            askAgain(false);
        }
        intents.stream()
                .filter(intent -> !resolved.contains(intent))
                .forEach(intent -> world.fact(intent.key(), new SimFact.Stuck(intent)));
        askAgain(true);
    }

    private void askAgain(boolean all) {
        for (SimIntent intent : intents) {
            if (all || !resolved.contains(intent)) {
                world.request(intent, outcome -> heard(intent, outcome));
                world.scheduler().drain();
            }
        }
    }

    /** The operator looks where the effect would be, once nobody is at work any more. */
    private void settle() {
        for (SimIntent intent : intents) {
            if (world.leases().find(intent.call().id()) instanceof Sighting.InDoubt) {
                SimForeign.Effect effect = world.foreign().last(intent.key());
                boolean known = effect == null
                        || world.history().of(intent.key()).stream()
                                .anyMatch(entry -> entry.fact() instanceof Recorded recorded
                                        && recorded.value().equals(effect.value()));
                NewRecord record = effect == null || known
                        ? null
                        : Answers.record(
                                effect.intent().operation(),
                                effect.intent().call(),
                                new Decision.Accept<>(effect.value()));
                world.leases().settle(intent.call().id(), record);
            }
        }
    }
}
