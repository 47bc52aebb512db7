package dev.onefold.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** D: what the server says of itself; E: what its operators see. */
final class DocumentRules {

    private static final String FOR_READERS = "is about pages for people";
    private static final String FOR_OPERATORS = "is about what operators see, not callers";

    static final List<Rule> ALL = List.of(
            Rule.of("D1", "Operations declare the key", DocumentRules::declareKey),
            Rule.of("D2", "Operations declare their refusals", DocumentRules::declareRefusals),
            Rule.of("D3", "x-idempotency tells the settings", DocumentRules::extension),
            Rule.notExecutable("D4", "Each problem type has a page", FOR_READERS),
            Rule.of("D5", "What is not declared ignores keys", DocumentRules::undeclared),
            Rule.notExecutable("D6", "Expiry, key format and what is stored are documented", FOR_READERS),
            Rule.of("E1", "Replays are counted", DocumentRules::counted),
            Rule.notExecutable("E2", "A replay's trace links to the first one's", FOR_OPERATORS),
            Rule.of("E3", "Without the store nothing is done", DocumentRules::storeDown),
            Rule.of("E4", "A request is found by its key, by whose it is", DocumentRules::lookUp),
            Rule.notExecutable("E5", "Two releases run side by side", "needs two releases of the server"),
            Rule.notExecutable("E6", "A change of the store loses nothing", FOR_OPERATORS),
            Rule.notExecutable("E7", "Mismatches and unknown outcomes raise an alarm", FOR_OPERATORS));

    private static final JsonMapper JSON = new JsonMapper();

    private DocumentRules() {}

    /** The operations of the document that declare a key. */
    private static List<JsonNode> keyed(Trial trial) {
        List<JsonNode> keyed = new ArrayList<>();
        for (JsonNode path : JSON.readTree(trial.control.openApi()).path("paths")) {
            for (JsonNode operation : path) {
                if (operation.isObject() && keyParameter(trial, operation) != null) {
                    keyed.add(operation);
                }
            }
        }
        Trial.demand(!keyed.isEmpty(), "an operation that declares " + trial.contract.keyHeader());
        return keyed;
    }

    private static @Nullable JsonNode keyParameter(Trial trial, JsonNode operation) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("name").asString("").equalsIgnoreCase(trial.contract.keyHeader())) {
                return parameter;
            }
        }
        return null;
    }

    private static void each(Trial trial, Predicate<JsonNode> holds, String what) {
        for (JsonNode operation : keyed(trial)) {
            String name = operation.path("operationId").asString("an operation");
            Trial.demand(holds.test(operation), what + " at " + name);
        }
    }

    private static void declareKey(Trial trial) {
        each(
                trial,
                operation -> {
                    JsonNode parameter = keyParameter(trial, operation);
                    return parameter != null
                            && parameter.path("in").asString("").equals("header")
                            && parameter.path("schema").path("maxLength").isNumber();
                },
                "a header with a schema that bounds it");
    }

    private static void declareRefusals(Trial trial) {
        each(
                trial,
                operation -> operation.path("responses").has("409")
                        && operation
                                .path("responses")
                                .has("" + trial.contract.mismatch().status()),
                "409 and 422");
    }

    private static void extension(Trial trial) {
        List<JsonNode> keyed = keyed(trial);
        if (keyed.stream().noneMatch(operation -> operation.has("x-idempotency"))) {
            throw new NotOfferedException("the document has no x-idempotency");
        }
        each(trial, operation -> operation.path("x-idempotency").has("required"), "x-idempotency with required");
    }

    private static void undeclared(Trial trial) {
        trial.send(trial.keyed(Operation.UNPROTECTED)).done();
        trial.send(trial.keyed(Operation.UNPROTECTED)).done();
        trial.effects(2);
    }

    private static void counted(Trial trial) {
        trial.send(trial.create()).done();
        long before = trial.control.replaysCounted();
        trial.send(trial.create());
        long after = trial.control.replaysCounted();
        Trial.demand(after == before + 1, "one more replay counted");
    }

    private static void lookUp(Trial trial) {
        Reply before = trial.send(trial.stateOf(Caller.ANN, trial.key));
        before.demand(before.status() == 404, "404 before the request");
        trial.send(trial.create()).done();
        Reply after = trial.send(trial.stateOf(Caller.ANN, trial.key));
        after.demand(after.status() == 200 && after.text().contains("completed"), "200 with completed");
        Reply others = trial.send(trial.stateOf(Caller.STRANGER, trial.key));
        others.demand(others.status() == 404, "404 for somebody else");
    }

    private static void storeDown(Trial trial) {
        trial.control.storeAvailable(false);
        Reply told = trial.send(trial.create());
        told.demand(
                told.status() == trial.contract.storeDown().status(),
                trial.contract.storeDown().toString());
        told.demand(told.has("Retry-After"), "Retry-After");
        trial.control.storeAvailable(true);
        trial.effects(0);
        trial.settled(trial.create()).done();
        trial.effects(1);
    }
}
