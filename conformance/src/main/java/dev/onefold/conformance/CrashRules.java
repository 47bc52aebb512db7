package dev.onefold.conformance;

import dev.onefold.check.wire.InFlight;
import dev.onefold.check.wire.WireRequest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** H: what a retry finds after a death at each point. */
final class CrashRules {

    private static final List<Rule> IN_ONE_DATABASE = List.of(
            Rule.onOneProtocol(
                    "H1", "Death before the claim leaves nothing", trial -> dies(trial, KillPoint.BEFORE_CLAIM)),
            Rule.onOneProtocol(
                    "H2", "Death after the claim frees the key", trial -> dies(trial, KillPoint.AFTER_CLAIM)),
            Rule.onOneProtocol(
                    "H3", "Death inside the transaction undoes the effect", trial -> dies(trial, KillPoint.IN_EFFECT)),
            Rule.onOneProtocol("H4", "Effect and record share one fate", trial -> dies(trial, KillPoint.BEFORE_COMMIT)),
            Rule.onOneProtocol("H5", "Death after the commit leaves a replay", CrashRules::afterCommit),
            Rule.of("H6", "Death in the response leaves all of it", CrashRules::inResponse));

    static final List<Rule> ALL = Stream.of(
                    IN_ONE_DATABASE.stream(),
                    IntStream.rangeClosed(7, 11).mapToObj(CrashRules::elsewhere),
                    Stream.of(
                            Rule.notExecutable(
                                    "H12",
                                    "Death of the remover loses nothing",
                                    "its moments cannot be met from outside"),
                            Rule.notExecutable(
                                    "H13", "A failover loses no answer that was told", "needs a replicated store"),
                            Rule.notExecutable(
                                    "H14", "An abandoned operation is finished", "needs an effect in another system"),
                            Rule.onOneProtocol(
                                    "H15", "An executor that was taken over cannot commit", CrashRules::takenOver),
                            Rule.onOneProtocol(
                                    "H16", "A lease is over long before an answer is", CrashRules::leaseIsShort),
                            Rule.notExecutable(
                                    "H17",
                                    "An executor that is alive is never taken over",
                                    "signs of life cannot be driven from outside"),
                            Rule.notExecutable(
                                    "H18",
                                    "Death of a thread or a process is no different",
                                    "the kit kills no processes"),
                            elsewhere(19),
                            elsewhere(20)))
            .flatMap(rules -> rules)
            .toList();

    private CrashRules() {}

    private static Rule elsewhere(int number) {
        return Rule.notExecutable("H" + number, "Recovery of an effect elsewhere", "needs an effect in another system");
    }

    private static void dies(Trial trial, KillPoint point) {
        trial.control.dieAt(point);
        Reply dead = trial.send(trial.create());
        dead.demand(dead.status() >= 500 && !dead.isMarked(), "5xx from one that died");
        trial.effects(0);
        Reply second = trial.settled(trial.create()).done();
        trial.send(1, trial.create()).replayOf(second);
        trial.effects(1);
    }

    private static void afterCommit(Trial trial) {
        trial.control.dieAt(KillPoint.AFTER_COMMIT);
        Reply dead = trial.send(trial.create());
        dead.demand(dead.status() >= 500, "5xx from one that died");
        trial.effects(1);
        Reply found = trial.settled(trial.create());
        found.demand(found.response().isOfClass(2) && found.isMarked(), "the answer that was never told, replayed");
        trial.effects(1);
        trial.executions(1);
    }

    private static void takenOver(Trial trial) {
        try (Hold hold = trial.control.hold(trial.business)) {
            WireRequest request = trial.keyed(Operation.CREATE_LEASED);
            InFlight stale = trial.begin(request);
            hold.awaitReached();
            trial.send(1, request).refused(trial.contract.inProgress());
            trial.control.clockAhead(trial.contract.lease().plusSeconds(1));
            Reply second = trial.send(1, request).done();
            hold.release();
            Reply late = trial.await(stale);
            late.demand(late.status() >= 400 || late.isMarked(), "no success for one that was taken over");
            trial.effects(1);
            trial.send(request).replayOf(second);
        }
    }

    private static void leaseIsShort(Trial trial) {
        try (Hold hold = trial.control.hold(trial.business)) {
            WireRequest request = trial.keyed(Operation.CREATE_LEASED);
            InFlight silent = trial.begin(request);
            hold.awaitReached();
            trial.control.clockAhead(trial.contract.lease().plusSeconds(1));
            Reply second = trial.send(1, request).done();
            trial.control.clockAhead(trial.contract.answerFor().minusMinutes(1));
            trial.send(1, request).replayOf(second);
            hold.release();
            trial.await(silent);
            trial.effects(1);
        }
    }

    /** The wire breaks instead of the server: a caller cannot tell. */
    private static void inResponse(Trial trial) {
        InFlight cut = trial.begin(trial.keyed(Operation.BIG));
        cut.cut();
        Reply found = trial.settled(trial.keyed(Operation.BIG));
        found.demand(found.response().isOfClass(2), "2xx");
        trial.send(1, trial.keyed(Operation.BIG))
                .demand(found.response().body().length() > 100_000, "a long answer, whole");
        trial.effects(1);
    }
}
