package dev.onefold.conformance;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.InFlight;
import dev.onefold.check.wire.WireRequest;
import java.util.List;

/** O: which answers are kept, and which give the key back. */
final class OutcomeRules {

    private static final String ELSEWHERE = "needs an effect in another system";

    static final List<Rule> ALL = List.of(
            Rule.of("O1", "A success is stored", OutcomeRules::success),
            Rule.of("O2", "A bad request gives the key back", OutcomeRules::badRequest),
            Rule.of("O3", "Not let in gives the key back", trial -> released(trial, 401, 403)),
            Rule.of("O4", "A no of the business is stored", OutcomeRules::no),
            Rule.of(
                    "O5",
                    "Trouble with the request itself gives the key back",
                    trial -> released(trial, 408, 413, 415, 421, 425, 428, 431)),
            Rule.of("O6", "A failed precondition gives the key back", trial -> released(trial, 412)),
            Rule.of("O7", "Too many requests give the key back", trial -> released(trial, 429)),
            Rule.of("O8", "In progress and reused leave the record alone", OutcomeRules::refusalsAreNotStored),
            Rule.of("O9", "A failure after which nothing remains is run again", OutcomeRules::failure),
            Rule.notExecutable("O10", "A failure after a committed effect never runs it again", ELSEWHERE),
            Rule.notExecutable("O11", "An upstream answer that is unknown is reconciled", ELSEWHERE),
            Rule.notExecutable("O12", "A deadline in the handler is no failure", ELSEWHERE),
            Rule.notExecutable("O13", "Deadlocks are retried inside", "no server makes one on request"),
            Rule.of("O14", "A caller that goes away before its body is whole claims nothing", OutcomeRules::halfSent),
            Rule.of("O15", "A caller that goes away before the answer finds it later", OutcomeRules::goneBeforeAnswer),
            Rule.of("O16", "A caller that goes away in the answer finds all of it later", OutcomeRules::goneInAnswer),
            Rule.of(
                    "O17",
                    "A corrected body works after a released answer, and not after a stored one",
                    OutcomeRules::poison),
            Rule.notExecutable("O18", "A record that cannot be saved after its effect", "needs two stores"),
            Rule.notExecutable(
                    "O19", "A retry survives a release with stricter validation", "needs two releases of the server"));

    private static final int CUTS = 5;

    private OutcomeRules() {}

    private static void success(Trial trial) {
        Reply created = trial.send(trial.create()).done();
        trial.send(1, trial.create()).replayOf(created);
        trial.effects(1);
        Trial.whereOffered(() -> everySuccess(trial));
    }

    private static void everySuccess(Trial trial) {
        for (int status : List.of(200, 201, 202, 204)) {
            String business = Trial.newBusiness();
            WireRequest request = trial.keyed(trial.answering(status, true, business), Trial.newKey());
            Reply first = trial.send(request).first(status);
            trial.send(request).replayOf(first);
            trial.send(1, request).replayOf(first);
            trial.effects(business, 1);
        }
    }

    private static void badRequest(Trial trial) {
        Reply invalid = trial.send(trial.create().withBody(Body.of("{\"unfinished\":")));
        invalid.demand(invalid.status() == 400 && !invalid.isMarked(), "400 for a body that cannot be read");
        trial.effects(0);
        trial.send(trial.create()).done();
        trial.effects(1);
        String other = Trial.newBusiness();
        WireRequest validated = trial.keyed(trial.plain(Operation.VALIDATE, other), Trial.newKey());
        Reply once = trial.send(validated);
        Reply again = trial.send(validated);
        again.demand(once.status() == again.status() && !again.isMarked(), "400 again, made anew");
        trial.effects(other, 0);
    }

    /** The first answer leaves nothing behind, and the same request then does what it should. */
    private static void released(Trial trial, int... statuses) {
        for (int status : statuses) {
            for (boolean afterEffect : List.of(true, false)) {
                String business = Trial.newBusiness();
                WireRequest request = trial.keyed(trial.answering(status, afterEffect, business), Trial.newKey());
                trial.send(request).first(status);
                trial.effects(business, 0);
                Reply second = trial.send(request).first(201);
                trial.effects(business, 1);
                trial.send(request).replayOf(second);
            }
        }
    }

    private static void no(Trial trial) {
        WireRequest decline = trial.keyed(Operation.DECLINE);
        Reply first = trial.send(decline);
        first.demand(trial.contract.storedNos().contains(first.status()) && !first.isMarked(), "a no that is stored");
        trial.send(decline).replayOf(first);
        trial.send(1, decline).replayOf(first);
        trial.executions(1);
        Trial.whereOffered(() -> everyNo(trial));
    }

    private static void everyNo(Trial trial) {
        for (int status : trial.contract.storedNos()) {
            WireRequest request = trial.keyed(trial.answering(status, false, Trial.newBusiness()), Trial.newKey());
            Reply told = trial.send(request).first(status);
            trial.send(request).replayOf(told);
        }
    }

    private static void refusalsAreNotStored(Trial trial) {
        try (Hold hold = trial.control.hold(trial.business)) {
            InFlight running = trial.begin(trial.create());
            hold.awaitReached();
            trial.send(trial.create()).refused(trial.contract.inProgress());
            trial.send(trial.keyed(trial.plain(Operation.CREATE, Trial.newBusiness()), trial.key))
                    .refused(trial.contract.mismatch());
            hold.release();
            Reply first = trial.await(running).done();
            trial.send(trial.keyed(trial.plain(Operation.CREATE, Trial.newBusiness()), trial.key))
                    .refused(trial.contract.mismatch());
            trial.send(trial.create()).replayOf(first);
            trial.effects(1);
        }
    }

    private static void failure(Trial trial) {
        for (Operation operation : List.of(Operation.FAIL_BEFORE, Operation.FAIL_AFTER_EFFECT)) {
            String business = Trial.newBusiness();
            WireRequest request = trial.keyed(trial.plain(operation, business), Trial.newKey());
            Reply failed = trial.send(request);
            failed.demand(failed.status() >= 500, "5xx");
            trial.effects(business, 0);
            Reply second = trial.send(request).done();
            trial.send(request).replayOf(second);
            trial.effects(business, 1);
        }
        Trial.whereOffered(() -> everyFailure(trial));
    }

    private static void everyFailure(Trial trial) {
        for (int status : List.of(500, 502, 503, 504)) {
            String business = Trial.newBusiness();
            WireRequest request = trial.keyed(trial.answering(status, true, business), Trial.newKey());
            trial.send(request).first(status);
            trial.send(request).first(201);
            trial.effects(business, 1);
        }
    }

    private static void halfSent(Trial trial) {
        // a server may take half a body for a whole one only if the end of the connection overtakes its reading
        for (int cut = 0; cut < CUTS; cut++) {
            trial.wire(0).sendHalf(trial.create());
        }
        Reply first = trial.settled(trial.create()).done();
        trial.send(trial.create()).replayOf(first);
        trial.effects(1);
    }

    private static void goneBeforeAnswer(Trial trial) {
        try (Hold hold = trial.control.hold(trial.business)) {
            InFlight gone = trial.begin(trial.create());
            hold.awaitReached();
            gone.cut();
            hold.release();
            Reply found = trial.settled(trial.create());
            found.demand(found.response().isOfClass(2) && found.isMarked(), "the answer of the first one, replayed");
            trial.effects(1);
            trial.executions(1);
        }
    }

    private static void goneInAnswer(Trial trial) {
        InFlight gone = trial.begin(trial.keyed(Operation.BIG));
        gone.cut();
        Reply found = trial.settled(trial.keyed(Operation.BIG));
        found.demand(found.response().isOfClass(2), "2xx");
        Reply again = trial.send(trial.keyed(Operation.BIG));
        again.demand(
                again.isMarked()
                        && again.response().body().equals(found.response().body()),
                "all of the answer");
        trial.effects(1);
    }

    private static void poison(Trial trial) {
        trial.send(trial.create().withBody(Body.of("{\"unfinished\":")));
        Reply corrected = trial.send(trial.create()).done();
        trial.send(trial.create()).replayOf(corrected);
        String key = Trial.newKey();
        trial.send(trial.keyed(trial.plain(Operation.DECLINE), key));
        WireRequest other = trial.keyed(trial.plain(Operation.DECLINE, Trial.newBusiness()), key);
        trial.send(other).refused(trial.contract.mismatch());
    }
}
