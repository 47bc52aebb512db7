package dev.onefold.conformance;

import dev.onefold.check.wire.WireRequest;
import java.util.List;

/** M: methods, and conditions on them. */
final class MethodRules {

    static final List<Rule> ALL = List.of(
            Rule.of("M1", "POST honours keys", MethodRules::post),
            Rule.of("M2", "PATCH honours keys", MethodRules::patch),
            Rule.of("M3", "GET ignores keys", MethodRules::get),
            Rule.of("M4", "PUT may be repeated", MethodRules::put),
            Rule.of("M5", "DELETE may be repeated", MethodRules::delete),
            Rule.of("M6", "A replay comes before preconditions", MethodRules::replayBeforePrecondition),
            Rule.of("M7", "Of two changes to one version one is refused", MethodRules::lostUpdate),
            Rule.of("M8", "A precondition that is needed is asked for", MethodRules::required),
            Rule.of("M9", "If-None-Match: * creates once", MethodRules::createOnce),
            Rule.of("M10", "A failed precondition is a problem", MethodRules::failedPrecondition),
            Rule.of("M11", "An address of the caller's choice is as good as a key", MethodRules::put),
            Rule.notExecutable(
                    "M12", "Method overrides come before the comparison", "is for servers that have overrides"),
            Rule.of("M13", "Prefer: return of the retry does not matter", MethodRules::preferReturn));

    private MethodRules() {}

    private static void post(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        trial.send(trial.create()).replayOf(first);
        trial.effects(1);
    }

    /** A change of what was made, meant for the version that was made if that has a tag. */
    static WireRequest change(Trial trial, Reply made) {
        WireRequest patch = trial.keyed(trial.plain(Operation.PATCH), Trial.newKey());
        return made.header("ETag").map(tag -> patch.with("If-Match", tag)).orElse(patch);
    }

    private static WireRequest change(Trial trial) {
        return trial.keyed(trial.plain(Operation.PATCH), Trial.newKey());
    }

    private static void patch(Trial trial) {
        WireRequest patch = change(trial, trial.send(trial.create()).done());
        Reply first = trial.send(patch).done();
        trial.send(patch).replayOf(first);
    }

    private static void get(Trial trial) {
        Reply made = trial.send(trial.create()).done();
        WireRequest read = trial.keyed(trial.plain(Operation.READ), trial.key);
        for (int i = 0; i < 2; i++) {
            Reply told = trial.send(read);
            told.demand(told.status() == 200 && !told.isMarked(), "200, without a mark");
        }
        trial.send(trial.keyed(trial.plain(Operation.READ), "short"))
                .demand(
                        trial.send(trial.keyed(trial.plain(Operation.READ), "short"))
                                        .status()
                                == 200,
                        "200");
        trial.send(trial.create()).replayOf(made);
    }

    private static void put(Trial trial) {
        WireRequest put = trial.plain(Operation.PUT);
        Reply first = trial.send(put);
        Reply second = trial.send(put);
        first.demand(first.response().isOfClass(2), "2xx");
        second.demand(second.response().isOfClass(2), "2xx again");
    }

    private static void delete(Trial trial) {
        trial.send(trial.create()).done();
        WireRequest delete = trial.plain(Operation.DELETE);
        trial.send(delete).done();
        Reply again = trial.send(delete);
        again.demand(List.of(200, 204, 404, 410).contains(again.status()), "200, 204, 404 or 410");
    }

    private static String tag(Trial trial) {
        return trial.send(trial.create())
                .done()
                .header("ETag")
                .orElseThrow(() -> new NotOfferedException("what is created has no ETag"));
    }

    private static void replayBeforePrecondition(Trial trial) {
        WireRequest patch = change(trial).with("If-Match", tag(trial));
        Reply first = trial.send(patch).done();
        trial.send(patch).replayOf(first);
    }

    private static void lostUpdate(Trial trial) {
        String tag = tag(trial);
        Reply changed = trial.send(change(trial).with("If-Match", tag)).done();
        WireRequest late = change(trial);
        Reply refused = trial.send(late.with("If-Match", tag));
        refused.demand(refused.status() == 412, "412");
        trial.send(late.with("If-Match", changed.header("ETag").orElse("*"))).done();
    }

    private static void required(Trial trial) {
        trial.send(trial.create()).done();
        WireRequest patch = change(trial).without("If-Match");
        Reply told = trial.send(patch);
        if (told.response().isOfClass(2)) {
            throw new NotOfferedException("no precondition is needed");
        }
        told.demand(told.status() == 428, "428");
    }

    private static void createOnce(Trial trial) {
        WireRequest put = trial.plain(Operation.PUT).with("If-None-Match", "*");
        if (trial.send(put).status() != 201) {
            throw new NotOfferedException("what is put is not said to be created");
        }
        Reply again = trial.send(put);
        again.demand(again.status() == 412, "412");
    }

    private static void failedPrecondition(Trial trial) {
        tag(trial);
        Reply refused = trial.send(change(trial).with("If-Match", "\"none\""));
        refused.demand(refused.status() == 412, "412");
        refused.demand(!refused.isMarked(), "412 made now");
    }

    private static void preferReturn(Trial trial) {
        Reply first =
                trial.send(trial.create().with("Prefer", "return=minimal")).done();
        trial.send(trial.create().with("Prefer", "return=representation")).replayOf(first);
        trial.effects(1);
    }
}
