package dev.onefold.conformance;

import dev.onefold.check.wire.InFlight;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.conformance.Contract.Feature;
import java.util.ArrayList;
import java.util.List;

/** C: many at once, on one node and over several. */
final class ConcurrencyRules {

    static final List<Rule> ALL = List.of(
            Rule.of("C1", "Many first requests at once have one effect", ConcurrencyRules::parallel),
            Rule.of("C2", "In flight is told with when to come again, and not remembered", ConcurrencyRules::inFlight),
            Rule.of("C3", "Who waits gets the replay, or is told in flight", ConcurrencyRules::waiting),
            Rule.of("C4", "Prefer: wait bounds the waiting", ConcurrencyRules::preferWait),
            Rule.of("C5", "Different keys never block each other", ConcurrencyRules::differentKeys),
            Rule.of("C6", "Another principal with the same key does not wait", ConcurrencyRules::otherPrincipal),
            Rule.of("C7", "What one node has answered every node knows", ConcurrencyRules::everyNode),
            Rule.of("C8", "When the executor fails one of those who wait executes", ConcurrencyRules::executorFails));

    private static final int COPIES = 50;
    private static final int KEYS = 200;
    private static final int VOLLEY = 100;

    private ConcurrencyRules() {}

    private static void parallel(Trial trial) {
        List<Reply> replies = trial.together(COPIES, trial.create());
        trial.effects(1);
        trial.executions(1);
        List<Reply> first = replies.stream()
                .filter(reply -> reply.response().isOfClass(2) && !reply.isMarked())
                .toList();
        Trial.demand(first.size() == 1, "one first answer; there are " + first.size());
        for (Reply reply : replies) {
            if (reply.isMarked()) {
                reply.replayOf(first.get(0));
            } else if (!reply.equals(first.get(0))) {
                reply.refused(trial.contract.inProgress());
            }
        }
        trial.send(1, trial.create()).replayOf(first.get(0));
    }

    private static void inFlight(Trial trial) {
        try (Hold hold = trial.control.hold(trial.business)) {
            InFlight first = trial.begin(trial.create());
            hold.awaitReached();
            for (int node = 0; node < 2; node++) {
                Reply told = trial.send(node, trial.create())
                        .refused(trial.contract.inProgress())
                        .saying(true, false);
                String after = told.header("Retry-After").orElse("");
                told.demand(after.matches("[1-9]\\d*"), "Retry-After in seconds, of at least 1");
            }
            hold.release();
            Reply done = trial.await(first).done();
            trial.send(trial.create()).replayOf(done);
            trial.send(1, trial.create()).replayOf(done);
            trial.effects(1);
        }
    }

    private static void waiting(Trial trial) {
        try (Hold hold = trial.control.hold(trial.business)) {
            WireRequest request = trial.keyed(Operation.CREATE_WAITING);
            InFlight first = trial.begin(request);
            hold.awaitReached();
            InFlight waits = trial.begin(request);
            InFlight waitsElsewhere = trial.begin(1, request);
            trial.letTimePass();
            Trial.demand(!waits.ended() && !waitsElsewhere.ended(), "duplicates that wait");
            hold.release();
            Reply done = trial.await(first).done();
            trial.await(waits).replayOf(done);
            trial.await(waitsElsewhere).replayOf(done);
            trial.effects(1);
        }
        String brief = Trial.newBusiness();
        try (Hold hold = trial.control.hold(brief)) {
            WireRequest request = trial.keyed(trial.plain(Operation.CREATE_WAITING_BRIEFLY, brief), Trial.newKey());
            InFlight first = trial.begin(request);
            hold.awaitReached();
            trial.send(request).refused(trial.contract.inProgress());
            hold.release();
            trial.await(first).done();
            trial.effects(brief, 1);
        }
    }

    private static void preferWait(Trial trial) {
        trial.needs(Feature.PREFER_WAIT, "Prefer: wait is not honoured");
        try (Hold hold = trial.control.hold(trial.business)) {
            WireRequest request = trial.keyed(Operation.CREATE_WAITING);
            InFlight first = trial.begin(request);
            hold.awaitReached();
            InFlight patient = trial.begin(request);
            trial.send(request.with("Prefer", "wait=0")).refused(trial.contract.inProgress());
            Trial.demand(!patient.ended(), "an answer at once for who does not want to wait");
            hold.release();
            Reply done = trial.await(first).done();
            trial.await(patient).replayOf(done);
        }
    }

    private static void differentKeys(Trial trial) {
        for (int sent = 0; sent < KEYS; sent += VOLLEY) {
            List<WireRequest> requests = new ArrayList<>();
            for (int i = 0; i < VOLLEY; i++) {
                requests.add(trial.keyed(trial.create(), Trial.newKey()));
            }
            trial.wire(sent / VOLLEY)
                    .volley(requests)
                    .exchanges()
                    .forEach(exchange -> trial.reply(exchange).done());
        }
        trial.effects(KEYS);
    }

    private static void otherPrincipal(Trial trial) {
        try (Hold hold = trial.control.hold(trial.business)) {
            InFlight first = trial.begin(trial.create());
            hold.awaitReached();
            String other = Trial.newBusiness();
            WireRequest bobs = trial.keyed(trial.as(Caller.BOB, trial.plain(Operation.CREATE, other)), trial.key);
            trial.send(bobs).done();
            trial.effects(other, 1);
            hold.release();
            trial.await(first).done();
            trial.effects(1);
        }
    }

    private static void everyNode(Trial trial) {
        for (int round = 0; round < 20; round++) {
            WireRequest request = trial.keyed(trial.create(), Trial.newKey());
            Reply first = trial.send(round, request).done();
            trial.send(round + 1, request).replayOf(first);
        }
        trial.effects(20);
    }

    private static void executorFails(Trial trial) {
        try (Hold hold = trial.control.hold(trial.business)) {
            WireRequest request = trial.keyed(Operation.FAIL_ONCE_WAITING);
            InFlight failing = trial.begin(request);
            hold.awaitReached();
            List<InFlight> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiting.add(trial.begin(i, request));
            }
            hold.release();
            trial.await(failing).demand(trial.await(failing).status() >= 500, "5xx for the one that failed");
            List<Reply> told = waiting.stream().map(trial::await).toList();
            List<Reply> made = told.stream().filter(reply -> !reply.isMarked()).toList();
            Trial.demand(made.size() == 1, "one first answer among those who waited; there are " + made.size());
            made.get(0).done();
            told.stream().filter(Reply::isMarked).forEach(reply -> reply.replayOf(made.get(0)));
            trial.effects(1);
            trial.executions(2);
        }
    }
}
