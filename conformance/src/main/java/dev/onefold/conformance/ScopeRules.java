package dev.onefold.conformance;

import dev.onefold.check.wire.InFlight;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.conformance.Contract.Feature;
import java.util.List;
import java.util.stream.Stream;

/** S: whose key it is, and who may have the answer. */
final class ScopeRules {

    static final List<Rule> ALL = List.of(
            Rule.of("S1", "Tenants never meet", trial -> independent(trial, Caller.STRANGER)),
            Rule.of("S2", "Principals of one tenant never meet", trial -> independent(trial, Caller.BOB)),
            Rule.of("S3", "A renewed token is the same principal", ScopeRules::renewed),
            Rule.of("S4", "Who is no longer let in gets no replay", ScopeRules::withdrawn),
            Rule.of("S5", "Without a principal a keyed request is refused", ScopeRules::nobody),
            Rule.notExecutable(
                    "S6", "Strangers are told apart by their cart", "is a setting of operations for anybody"),
            Rule.notExecutable("S7", "Environment and region are part of the scope", "needs two deployments"),
            Rule.of("S8", "What is stored shows neither keys nor bodies", ScopeRules::atRest),
            Rule.of("S9", "Secrets are never stored", ScopeRules::secrets),
            Rule.notExecutable("S10", "Erasure removes bodies at once", "is a work of operators, not of requests"),
            Rule.of("S11", "Neither keys nor bodies are logged", ScopeRules::logs),
            Rule.notExecutable(
                    "S12",
                    "One principal's keys are bounded",
                    "a flood is for load tests; the quota is the server's own number"),
            Rule.of("S13", "Those who wait are bounded", ScopeRules::waiters),
            Rule.of("S14", "Replays of a hot key do not wait for each other", ScopeRules::hotKey),
            Rule.of("S15", "Keys of others cannot be noticed", ScopeRules::notNoticed),
            Rule.of("S16", "Nobody can take another's key in advance", ScopeRules::squat),
            Rule.of("S17", "A key is no credential", ScopeRules::noCredential),
            Rule.notExecutable("S18", "Digests are long enough", "cannot be seen from outside"),
            Rule.notExecutable("S19", "Signatures cover the key", "is for servers that verify signatures"));

    private ScopeRules() {}

    private static void independent(Trial trial, Caller other) {
        Reply anns = trial.send(trial.create()).done();
        Reply others = trial.send(trial.by(other, Operation.CREATE)).done();
        trial.effects(2);
        trial.send(trial.create()).replayOf(anns);
        trial.send(1, trial.by(other, Operation.CREATE)).replayOf(others);
        trial.effects(2);
    }

    private static void renewed(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        trial.send(trial.by(Caller.ANN_RENEWED, Operation.CREATE)).replayOf(first);
        trial.send(1, trial.by(Caller.ANN_RENEWED, Operation.CREATE)).replayOf(first);
        trial.effects(1);
    }

    private static void withdrawn(Trial trial) {
        WireRequest bobs = trial.by(Caller.BOB, Operation.CREATE);
        Reply first = trial.send(bobs).done();
        trial.control.permitted(Caller.BOB, false);
        Reply refused = trial.send(bobs);
        refused.demand(refused.status() == 401 || refused.status() == 403, "401 or 403");
        refused.demand(!refused.text().equals(first.text()), "not the stored body");
        trial.control.permitted(Caller.BOB, true);
        trial.send(bobs).replayOf(first);
        trial.effects(1);
    }

    private static void nobody(Trial trial) {
        WireRequest strangers = trial.by(Caller.NOBODY, Operation.CREATE);
        Reply told = trial.send(strangers);
        Expected wanted = trial.contract.noScope();
        told.demand(told.status() == wanted.status() && told.text().contains(wanted.slug()), wanted.toString());
        trial.effects(0);
        trial.send(trial.create()).done();
        trial.effects(1);
    }

    private static void atRest(Trial trial) {
        trial.send(trial.create()).done();
        String stored = trial.control.stored();
        for (String secret : List.of(trial.key, ReplayRules.hex(trial.key))) {
            Trial.demand(!stored.contains(secret), "no key among what is stored");
        }
    }

    private static void secrets(Trial trial) {
        WireRequest request = trial.keyed(Operation.SECRET);
        Reply first = trial.send(request).done();
        first.demand(first.text().contains(trial.business), "the secret in the first answer");
        trial.send(request).refused(trial.contract.unavailable()).saying(false, false);
        String stored = trial.control.stored();
        Trial.demand(
                !stored.contains(trial.business) && !stored.contains(ReplayRules.hex(trial.business)),
                "no secret among what is stored");
        trial.effects(1);
    }

    private static void logs(Trial trial) {
        trial.send(trial.create()).done();
        trial.send(trial.create());
        trial.send(trial.keyed(trial.plain(Operation.CREATE, Trial.newBusiness()), trial.key));
        trial.send(trial.keyed(trial.create(), trial.key + " " + trial.key));
        String log = trial.control.logged();
        Trial.demand(!log.contains(trial.key), "no key in the log");
        Trial.demand(!log.contains(trial.business), "no body in the log");
    }

    private static void waiters(Trial trial) {
        trial.needs(Feature.BOUNDED_WAITERS, "nobody waits, or the bound is another");
        try (Hold hold = trial.control.hold(trial.business)) {
            WireRequest request = trial.keyed(Operation.CREATE_WAITING);
            InFlight first = trial.begin(request);
            hold.awaitReached();
            List<InFlight> waiting =
                    Stream.generate(() -> trial.begin(request)).limit(12).toList();
            long until = System.nanoTime() + 20_000_000_000L;
            while (waiting.stream().filter(InFlight::ended).count() < 4) {
                Trial.demand(System.nanoTime() < until, "four of twelve told at once that no more can wait");
                Thread.onSpinWait();
            }
            waiting.stream()
                    .filter(InFlight::ended)
                    .forEach(told -> trial.await(told).refused(trial.contract.inProgress()));
            hold.release();
            Reply done = trial.await(first).done();
            long replays = waiting.stream()
                    .map(trial::await)
                    .filter(Reply::isMarked)
                    .peek(reply -> reply.replayOf(done))
                    .count();
            Trial.demand(replays == 8, "eight replays; there are " + replays);
            trial.effects(1);
        }
    }

    private static void hotKey(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        trial.together(100, trial.create()).forEach(reply -> reply.replayOf(first));
        trial.effects(1);
        trial.executions(1);
    }

    private static void notNoticed(Trial trial) {
        trial.send(trial.create()).done();
        String other = Trial.newBusiness();
        WireRequest asked = trial.keyed(trial.as(Caller.STRANGER, trial.plain(Operation.CREATE, other)), trial.key);
        Reply told = trial.send(asked).done();
        told.demand(!told.text().contains(trial.business), "nothing of Ann's");
        trial.effects(other, 1);
    }

    private static void squat(Trial trial) {
        String other = Trial.newBusiness();
        trial.send(trial.keyed(trial.as(Caller.BOB, trial.plain(Operation.CREATE, other)), trial.key))
                .done();
        trial.send(trial.create()).done();
        trial.effects(1);
    }

    private static void noCredential(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        Reply stolen = trial.send(trial.by(Caller.NOBODY, Operation.CREATE));
        stolen.demand(stolen.status() == 401 || stolen.status() == 403, "401 or 403");
        stolen.demand(!stolen.text().equals(first.text()), "not the stored body");
        trial.effects(1);
    }
}
