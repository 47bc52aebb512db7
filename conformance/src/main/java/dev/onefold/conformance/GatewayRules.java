package dev.onefold.conformance;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.Exchange;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.conformance.Contract.Feature;
import java.util.List;
import java.util.Locale;

/** G: browsers, proxies and gateways. */
final class GatewayRules {

    private static final String A_GATEWAY = "needs a gateway in front of the server";
    private static final String SHOP = "https://shop.example";
    private static final String OTHER = "https://other.example";

    static final List<Rule> ALL = List.of(
            Rule.of("G1", "A preflight request allows the key and claims nothing", GatewayRules::preflight),
            Rule.of("G2", "Scripts may read the marker", GatewayRules::exposed),
            Rule.of("G3", "A replay to another origin names that origin", GatewayRules::otherOrigin),
            Rule.notExecutable("G4", "A gateway's own failures are never stored", A_GATEWAY),
            Rule.of("G5", "A proxy that repeats a request gets a replay", GatewayRules::proxyRepeats),
            Rule.notExecutable("G6", "Proxies pass the key on as it is", A_GATEWAY),
            Rule.of("G7", "Early data does no harm", GatewayRules::earlyData),
            Rule.notExecutable(
                    "G8", "Refused streams are repeated with the same key", "is about callers: see onefold-client"),
            Rule.of("G9", "A gateway that writes the body anew does not change the request", GatewayRules::rewritten),
            Rule.notExecutable("G10", "A gateway's own memory of keys is behind its authentication", A_GATEWAY),
            Rule.notExecutable("G11", "Regions never both execute", "needs two regions"));

    private GatewayRules() {}

    private static Reply preflighted(Trial trial) {
        trial.needs(Feature.CORS, "no other origin is let in");
        WireRequest preflight = new WireRequest("OPTIONS", trial.create().target(), List.of(), Body.EMPTY)
                .with("Origin", SHOP)
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "idempotency-key");
        return trial.send(preflight);
    }

    private static void preflight(Trial trial) {
        Reply told = preflighted(trial);
        told.demand(told.response().isOfClass(2), "2xx");
        told.demand(lower(told, "Access-Control-Allow-Headers").contains("idempotency-key"), "the key allowed");
        trial.send(trial.create()).done();
        trial.effects(1);
    }

    private static void exposed(Trial trial) {
        trial.needs(Feature.CORS, "no other origin is let in");
        Reply told = trial.send(trial.create().with("Origin", SHOP)).done();
        told.demand(
                lower(told, "Access-Control-Expose-Headers")
                        .contains(trial.contract.marker().toLowerCase(Locale.ROOT)),
                "the marker exposed");
    }

    private static void otherOrigin(Trial trial) {
        trial.needs(Feature.CORS, "no other origin is let in");
        Reply first = trial.send(trial.create().with("Origin", SHOP)).done();
        Reply replay = trial.send(trial.create().with("Origin", OTHER)).replayOf(first);
        replay.demand(replay.response().headers("Access-Control-Allow-Origin").equals(List.of(OTHER)), OTHER);
        replay.demand(lower(replay, "Vary").contains("origin"), "Vary: Origin");
    }

    private static String lower(Reply reply, String name) {
        return String.join(",", reply.response().headers(name)).toLowerCase(Locale.ROOT);
    }

    private static void proxyRepeats(Trial trial) {
        List<Exchange> both = trial.wire(0)
                .volley(List.of(
                        trial.create().with("Via", "1.1 one"), trial.create().with("Via", "1.1 one, 1.1 two")))
                .exchanges();
        Trial.demand(
                both.stream()
                        .map(trial::reply)
                        .anyMatch(reply -> reply.response().isOfClass(2)),
                "2xx for one");
        trial.effects(1);
    }

    private static void earlyData(Trial trial) {
        Reply first = trial.send(trial.create().with("Early-Data", "1"));
        first.demand(first.response().isOfClass(2) || first.status() == 425, "2xx or 425");
        Reply second = trial.send(trial.create());
        second.demand(second.response().isOfClass(2), "2xx");
        trial.effects(1);
    }

    private static void rewritten(Trial trial) {
        trial.needs(Feature.CANONICAL_JSON, "bodies are compared by their bytes");
        Reply first = trial.send(trial.create()).done();
        String spaced = trial.create().body().text().replace("{", "{ ").replace("}", " }\n");
        trial.send(trial.create().withBody(Body.of(spaced))).replayOf(first);
        trial.effects(1);
    }
}
