package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** The same body, compressed. */
final class Gzip implements Rule {

    private static final Card CARD = new Card(
            "gzip",
            "the same body compressed is replayed or refused, never executed again",
            Severity.MAJOR,
            "F12",
            "A retry through a client or a proxy that compresses is executed again.",
            "Take the fingerprint of the decoded body.");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Verdict examine(Trial trial) {
        if (trial.target().call().body().text().isEmpty()) {
            return Verdict.notApplicable("there is no body");
        }
        Intent intent = trial.intent();
        WireRequest request = trial.target().keyed(intent);
        WireResponse first = trial.answer("first", request);
        WireRequest compressed = request.with("Content-Encoding", "gzip")
                .withBody(Body.of(gzip(request.body().bytes())));
        return Again.judge(
                trial, intent, first, trial.decided("the body compressed", compressed), "the compressed body");
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
