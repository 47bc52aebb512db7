package dev.onefold.conformance;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.conformance.Contract.Feature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** B: bodies that are large, in pieces, packed or none. */
final class BodyRules {

    static final List<Rule> ALL = List.of(
            Rule.of("B1", "A body over the limit is refused and claims nothing", BodyRules::tooLarge),
            Rule.notExecutable("B2", "Large bodies take little memory", "memory cannot be seen from outside"),
            Rule.of("B3", "Expect: 100-continue does not disturb", BodyRules::expect),
            Rule.of("B4", "Content-Digest is checked", BodyRules::contentDigest),
            Rule.of("B5", "An answer too big to store is never made twice", BodyRules::tooBigToStore),
            Rule.of("B6", "A streamed answer is whole or not stored", BodyRules::stream),
            Rule.of("B7", "A body in chunks is the same request", BodyRules::chunked),
            Rule.of("B8", "No body is another body than {}", BodyRules::empty),
            Rule.of("B9", "A small packed body that unpacks to a large one is refused", BodyRules::bomb),
            Rule.notExecutable("B10", "Resumable uploads use offsets", "uploads in parts are another protocol"));

    private BodyRules() {}

    private static void tooLarge(Trial trial) {
        WireRequest create = trial.create();
        String member = "\"" + "x".repeat(trial.contract.largestBodyBytes() + 1024) + "\"";
        for (boolean chunked : List.of(false, true)) {
            WireRequest large = create.withBody(trial.withUnknownMember(create.body(), member));
            Reply told = trial.send(chunked ? large.with("Transfer-Encoding", "chunked") : large);
            told.demand(told.status() == trial.contract.tooLarge().status(), "413");
        }
        trial.effects(0);
        trial.send(create).done();
        trial.effects(1);
    }

    private static void expect(Trial trial) {
        Reply first = trial.send(trial.create().with("Expect", "100-continue")).done();
        trial.send(trial.create()).replayOf(first);
        trial.effects(1);
    }

    private static void contentDigest(Trial trial) {
        trial.needs(Feature.CONTENT_DIGEST, "Content-Digest is not checked");
        Reply wrong = trial.send(trial.create().with("Content-Digest", digest("other")));
        wrong.demand(wrong.status() == 400, "400 for a digest of something else");
        trial.effects(0);
        trial.send(trial.create()
                        .with("Content-Digest", digest(trial.create().body().text())))
                .done();
        trial.effects(1);
    }

    private static String digest(String text) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void tooBigToStore(Trial trial) {
        WireRequest request = trial.keyed(Operation.TOO_BIG);
        Reply first = trial.send(request);
        Reply second = trial.send(request);
        boolean told = second.response().isOfClass(2) && second.isMarked();
        boolean refused = second.status() == trial.contract.unavailable().status();
        boolean neither = first.status() >= 500 && second.status() >= 500;
        second.demand(
                told || refused || neither, "the answer again, that it is not stored, or failures without effects");
        trial.effects(neither ? 0 : 1);
    }

    private static void stream(Trial trial) {
        WireRequest request = trial.keyed(Operation.STREAM);
        Reply first = trial.send(request).done();
        Reply second = trial.send(request);
        second.demand(
                second.isMarked()
                        || second.status() == trial.contract.unavailable().status(),
                "a replay, or that it is not stored");
        if (second.isMarked()) {
            second.replayOf(first);
        }
        trial.effects(1);
    }

    private static void chunked(Trial trial) {
        Reply first =
                trial.send(trial.create().with("Transfer-Encoding", "chunked")).done();
        trial.send(trial.create()).replayOf(first);
        trial.effects(1);
    }

    private static void empty(Trial trial) {
        WireRequest request = trial.keyed(Operation.ACT_ON);
        Reply first = trial.send(request.withBody(Body.EMPTY)).done();
        trial.send(request.withBody(Body.EMPTY)).replayOf(first);
        FingerprintRules.reused(trial, request.withBody(Body.of("{}")));
        FingerprintRules.reused(trial, request.withBody(Body.of("null")));
        trial.effects(1);
    }

    private static void bomb(Trial trial) {
        trial.needs(Feature.GZIP_REQUESTS, "packed bodies are not taken");
        WireRequest create = trial.create();
        String zeros = "\"" + "0".repeat(trial.contract.largestBodyBytes() * 4) + "\"";
        WireRequest large = create.withBody(trial.withUnknownMember(create.body(), zeros));
        Reply told = trial.send(FingerprintRules.gzip(large));
        told.demand(told.status() == trial.contract.tooLarge().status(), "413");
        trial.effects(0);
    }
}
