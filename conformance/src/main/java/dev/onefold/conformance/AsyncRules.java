package dev.onefold.conformance;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.WireRequest;
import java.util.List;

/** A: work that is accepted now and done later. */
final class AsyncRules {

    static final List<Rule> ALL = List.of(
            Rule.of("A-1", "A retry gets the same operation", AsyncRules::sameOperation),
            Rule.of("A-2", "The key is done when the work is accepted", AsyncRules::acceptance),
            Rule.of("A-3", "Asking for the state needs no key", AsyncRules::poll),
            Rule.notExecutable(
                    "A-4", "A failed operation stays failed under its key", "no operation fails later on request"),
            Rule.notExecutable(
                    "A-5", "409 only while the acceptance is in flight", "an acceptance is too short to be met"),
            Rule.notExecutable("A-6", "Callers ask before they repeat", "is about callers: see onefold-client"),
            Rule.notExecutable("A-7", "Slow operations are asynchronous", "is a choice of design"));

    private AsyncRules() {}

    private static Reply accepted(Trial trial) {
        Reply first = trial.send(trial.keyed(Operation.ASYNC)).first(202);
        return first.demand(first.has("Location"), "a Location to ask at");
    }

    private static void sameOperation(Trial trial) {
        Reply first = accepted(trial);
        trial.send(trial.keyed(Operation.ASYNC)).replayOf(first);
        trial.send(1, trial.keyed(Operation.ASYNC)).replayOf(first);
    }

    private static void acceptance(Trial trial) {
        Reply first = accepted(trial);
        List<Reply> copies = trial.together(10, trial.keyed(Operation.ASYNC));
        copies.forEach(copy -> copy.replayOf(first));
        FingerprintRules.reused(trial, trial.keyed(trial.plain(Operation.ASYNC, Trial.newBusiness()), trial.key));
    }

    private static void poll(Trial trial) {
        Reply first = accepted(trial);
        String location = first.header("Location").orElseThrow();
        String path = location.startsWith("/") ? location : location.replaceFirst("^[a-z]+://[^/]+", "");
        WireRequest ask = trial.as(Caller.ANN, new WireRequest("GET", path, List.of(), Body.EMPTY));
        Reply state = trial.send(ask);
        state.demand(state.response().isOfClass(2) || state.status() == 303, "the state of the operation");
    }
}
