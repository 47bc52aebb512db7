package dev.onefold.conformance;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.InFlight;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.conformance.Contract.Feature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** F: what is the same request, and what is another one under a key that is taken. */
final class FingerprintRules {

    static final List<Rule> ALL = List.of(
            Rule.of("F1", "Another body under the key is refused and harms nothing", FingerprintRules::otherBody),
            Rule.of("F2", "Mismatch beats in flight", FingerprintRules::beatsInFlight),
            Rule.of("F3", "Mismatch beats validation", FingerprintRules::beatsValidation),
            Rule.of("F4", "Another path or method is another request", FingerprintRules::otherPath),
            Rule.of("F5", "Another resource of the same route is never a replay", FingerprintRules::otherResource),
            Rule.of("F6", "The query counts, and its order does not", FingerprintRules::query),
            Rule.of("F7", "JSON that means the same is the same request", FingerprintRules::sameJson),
            Rule.of("F8", "JSON that means something else is another request", FingerprintRules::otherJson),
            Rule.of("F9", "A member named twice is refused and claims nothing", FingerprintRules::namedTwice),
            Rule.of("F10", "Headers of the exchange do not count", FingerprintRules::volatileHeaders),
            Rule.of("F11", "A member that is left out of the comparison may differ", FingerprintRules::excluded),
            Rule.of("F12", "A packed body is the same request as the unpacked one", FingerprintRules::packed),
            Rule.of("F13", "Form fields are compared in any order", FingerprintRules::forms),
            Rule.notExecutable("F14", "Retries survive a change of the comparison", "needs two releases of the server"),
            Rule.of("F15", "What is stored is no oracle for a guessed body", FingerprintRules::keyedDigest),
            Rule.of("F16", "The same request under a new key is a second effect", FingerprintRules::newKey));

    private static final Map<String, String> VOLATILE = Map.of(
            "User-Agent", "other/2",
            "traceparent", "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "X-Request-Id", "other",
            "Accept-Encoding", "identity",
            "Signature", "sig1=:BBBB:",
            "Timestamp", "2");

    private FingerprintRules() {}

    private static void otherBody(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        String other = Trial.newBusiness();
        reused(trial, trial.keyed(trial.plain(Operation.CREATE, other), trial.key));
        trial.effects(other, 0);
        trial.send(trial.create()).replayOf(first);
        trial.effects(1);
    }

    private static void beatsInFlight(Trial trial) {
        try (Hold hold = trial.control.hold(trial.business)) {
            InFlight first = trial.begin(trial.create());
            hold.awaitReached();
            String other = Trial.newBusiness();
            reused(trial, trial.keyed(trial.plain(Operation.CREATE, other), trial.key));
            hold.release();
            trial.await(first).done();
            trial.effects(other, 0);
        }
    }

    private static void beatsValidation(Trial trial) {
        trial.send(trial.create()).done();
        for (String invalid : List.of("{\"unfinished\":[]}", "{", "null")) {
            reused(trial, trial.create().withBody(Body.of(invalid)));
        }
        trial.effects(1);
    }

    private static void otherPath(Trial trial) {
        Reply first = trial.send(trial.create()).done();
        WireRequest elsewhere = trial.keyed(Operation.CREATE_ELSEWHERE);
        if (trial.contract.pathInScope()) {
            Reply independent = trial.send(elsewhere).done();
            trial.send(elsewhere).replayOf(independent);
            trial.effects(2);
        } else {
            reused(trial, elsewhere);
            trial.effects(1);
        }
        trial.send(trial.create()).replayOf(first);
    }

    private static void otherResource(Trial trial) {
        Reply first = trial.send(trial.keyed(Operation.ACT_ON)).done();
        String other = Trial.newBusiness();
        Reply second = trial.send(trial.keyed(trial.plain(Operation.ACT_ON, other), trial.key));
        second.demand(!second.isMarked(), "never a replay");
        if (!trial.contract.pathInScope()) {
            second.refused(trial.contract.mismatch());
            trial.effects(other, 0);
        }
        trial.send(trial.keyed(Operation.ACT_ON)).replayOf(first);
        trial.effects(1);
    }

    private static void query(Trial trial) {
        WireRequest create = trial.create();
        Reply first =
                trial.send(create.withTarget(create.target() + "?a=1&b=2")).done();
        trial.send(create.withTarget(create.target() + "?b=2&a=1")).replayOf(first);
        reused(trial, create.withTarget(create.target() + "?a=1&b=3"));
        reused(trial, create);
        String key = Trial.newKey();
        WireRequest repeated = trial.keyed(create.withTarget(create.target() + "?a=1&a=2"), key);
        trial.send(repeated).done();
        reused(trial, repeated.withTarget(create.target() + "?a=2&a=1"));
    }

    private static void sameJson(Trial trial) {
        trial.needs(Feature.CANONICAL_JSON, "bodies are compared by their bytes");
        WireRequest create = trial.create();
        Body plain = create.body();
        String number = "{\"p\":1.0,\"q\":\"A\"}";
        Reply first = trial.send(create.withBody(trial.withUnknownMember(plain, number)))
                .done();
        for (String spelling : List.of(
                "{ \"p\" : 1.0 ,\"q\": \"A\" }",
                "{\"q\":\"A\",\"p\":1.0}",
                "{\"p\":1.0,\"q\":\"\\u0041\"}",
                "{\"p\":1,\"q\":\"A\"}",
                "{\"p\":1e0,\"q\":\"A\"}")) {
            trial.send(create.withBody(trial.withUnknownMember(plain, spelling)))
                    .replayOf(first);
        }
        String text = trial.withUnknownMember(plain, number).text();
        trial.send(create.withBody(Body.of(text + "\r\n"))).replayOf(first);
        trial.effects(1);
        trial.send(trial.keyed(create, Trial.newKey()).withBody(Body.of("\ufeff" + text)))
                .refused(trial.contract.bodyInvalid());
        trial.effects(1);
    }

    private static void otherJson(Trial trial) {
        String[][] pairs = {
            {"[1,2]", "[2,1]"},
            {"\"1\"", "1"},
            {"0.1", "0.10000000000000000001"},
            {"9007199254740993", "9007199254740992"},
            {"\"\u00e9\"", "\"e\u0301\""},
            {"{}", "[]"},
            {"null", "false"}
        };
        WireRequest create = trial.create();
        for (String[] pair : pairs) {
            WireRequest one =
                    trial.keyed(create, Trial.newKey()).withBody(trial.withUnknownMember(create.body(), pair[0]));
            trial.send(one).done();
            reused(trial, one.withBody(trial.withUnknownMember(create.body(), pair[1])));
        }
        WireRequest withNull = trial.create().withBody(trial.withUnknownMember(create.body(), "null"));
        trial.send(withNull).done();
        reused(trial, trial.create());
        trial.effects(pairs.length + 1);
    }

    private static void namedTwice(Trial trial) {
        WireRequest create = trial.create();
        Body once = trial.withUnknownMember(create.body(), "1");
        Body twice = trial.withUnknownMember(once, "2");
        trial.send(create.withBody(twice)).refused(trial.contract.bodyInvalid());
        trial.effects(0);
        trial.send(create.withBody(once)).done();
        trial.effects(1);
    }

    private static void volatileHeaders(Trial trial) {
        Reply first = trial.send(trial.create()
                        .with("User-Agent", "one/1")
                        .with("Accept-Encoding", "gzip")
                        .with("Timestamp", "1"))
                .done();
        WireRequest again = trial.by(Caller.ANN_RENEWED, Operation.CREATE);
        for (Map.Entry<String, String> header : VOLATILE.entrySet()) {
            again = again.with(header.getKey(), header.getValue());
        }
        trial.send(again.replacing("Content-Type", "application/json; charset=utf-8"))
                .replayOf(first);
        trial.effects(1);
        reused(trial, trial.create().replacing("Content-Type", "application/vnd.other+json"));
    }

    private static void excluded(Trial trial) {
        trial.needs(Feature.EXCLUDED_MEMBER, "no member is left out");
        WireRequest create = trial.create();
        Reply first = trial.send(create.withBody(stamped(create.body(), 1))).done();
        trial.send(create.withBody(stamped(create.body(), 2))).replayOf(first);
        reused(trial, trial.keyed(trial.plain(Operation.CREATE, Trial.newBusiness()), trial.key));
        trial.effects(1);
    }

    private static Body stamped(Body object, int time) {
        String text = object.text().strip();
        return Body.of(text.substring(0, text.length() - 1) + ",\"client_timestamp\":" + time + "}");
    }

    private static void packed(Trial trial) {
        trial.needs(Feature.GZIP_REQUESTS, "packed bodies are not taken");
        Reply first = trial.send(trial.create()).done();
        trial.send(gzip(trial.create())).replayOf(first);
        trial.effects(1);
    }

    static WireRequest gzip(WireRequest request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(request.body().bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return request.with("Content-Encoding", "gzip").withBody(Body.of(bytes.toByteArray()));
    }

    private static void forms(Trial trial) {
        trial.needs(Feature.FORMS, "forms are not taken");
        WireRequest form = trial.create().replacing("Content-Type", "application/x-www-form-urlencoded");
        String id = "id=" + trial.business;
        Reply first = trial.send(form.withBody(Body.of(id + "&name=a%20b&z=1"))).done();
        trial.send(form.withBody(Body.of("z=1&name=a+b&" + id))).replayOf(first);
        reused(trial, form.withBody(Body.of(id + "&name=a+b&z=2")));
        trial.effects(1);
    }

    private static void keyedDigest(Trial trial) {
        trial.send(trial.create()).done();
        String stored = trial.control.stored();
        String digest = trial.create().body().sha256();
        Trial.demand(!stored.contains(digest), "no plain SHA-256 of the body among what is stored");
        Trial.demand(!stored.contains(trial.key), "no key among what is stored");
    }

    private static void newKey(Trial trial) {
        trial.send(trial.create()).done();
        trial.send(trial.keyed(trial.create(), Trial.newKey())).done();
        trial.effects(2);
    }

    static void reused(Trial trial, WireRequest request) {
        trial.send(request).refused(trial.contract.mismatch()).saying(false, true);
    }
}
