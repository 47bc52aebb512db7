package dev.onefold.shop;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A payment provider that behaves as they do: it reports twice, late, out of order, and sometimes otherwise than before. */
record Provider(String base, String name, String secret, long epoch) {

    /** One report: money for a reference, or how an attempt to pay ended, or a refund. */
    record Report(long sequence, String subject, String eventId, long amountMinor) {

        Report(long sequence, String reference, long amountMinor) {
            this(sequence, "\"reference\":\"" + reference + "\"", "evt-" + sequence, amountMinor);
        }

        static Report ofAttempt(long sequence, String kind, String attempt, String eventId, long amountMinor) {
            return new Report(
                    sequence, "\"kind\":\"%s\",\"attemptId\":\"%s\"".formatted(kind, attempt), eventId, amountMinor);
        }

        static Report ofRefund(long sequence, String payment, String refundNo, long amountMinor) {
            return new Report(
                    sequence, "\"kind\":\"REFUNDED\",\"paymentId\":\"%s\"".formatted(payment), refundNo, amountMinor);
        }

        Report withAmount(long other) {
            return new Report(sequence, subject, eventId, other);
        }

        private String json(long epoch) {
            return """
                    {"epoch":%d,"sequence":%d,%s,"eventId":"%s","amountMinor":%d,"currency":"GBP"}""".formatted(epoch, sequence, subject, eventId, amountMinor);
        }
    }

    Provider restored() {
        return new Provider(base, name, secret, epoch + 1_000_000);
    }

    Answer report(Report report) {
        return send(report.json(epoch));
    }

    Answer send(String json) {
        return Api.send(signed(json, Instant.now()));
    }

    HttpRequest.Builder signed(String json, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        return unsigned(json)
                .header("X-Provider", name)
                .header("X-Signature-Timestamp", timestamp)
                .header("X-Signature", signature(timestamp + "." + json));
    }

    HttpRequest.Builder unsigned(String json) {
        return HttpRequest.newBuilder(URI.create(base + "/api/callbacks/payments"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Sends every report so many times, in any order, by 8 connections at once, until each is answered for good. */
    List<Answer> storm(List<Report> reports, int copies, long seed) throws Exception {
        List<Report> all = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            all.addAll(reports);
        }
        Collections.shuffle(all, new Random(seed));
        ExecutorService connections = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Answer>> calls = new ArrayList<>();
            all.forEach(each -> calls.add(() -> insist(each)));
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> call : connections.invokeAll(calls)) {
                answers.add(call.get());
            }
            return answers;
        } finally {
            connections.shutdownNow();
        }
    }

    /** Providers come again after anything that is no success. */
    Answer insist(Report report) {
        Answer answer = report(report);
        while (answer.status() == 503
                || (answer.status() == 409 && !answer.header("Retry-After").isEmpty())) {
            answer = report(report);
        }
        return answer;
    }
}
