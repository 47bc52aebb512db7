package dev.onefold.shop;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A payment provider that behaves as they do: it reports twice, late, out of order, and sometimes otherwise than before. */
record Provider(Api api, long epoch) {

    /** One report. */
    record Report(long sequence, String reference, long amountMinor) {

        Report withAmount(long other) {
            return new Report(sequence, reference, other);
        }

        private String json() {
            return """
                    {"sequence":%d,"reference":"%s","eventId":"evt-%d","amountMinor":%d,"currency":"GBP"}""".formatted(sequence, reference, sequence, amountMinor);
        }
    }

    Answer report(Report report) {
        return send(report.json());
    }

    Answer send(String json) {
        return Api.send(api.request("/api/callbacks/payments")
                .header("X-Source-Epoch", Long.toString(epoch))
                .POST(BodyPublishers.ofString(json)));
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
            all.forEach(each -> calls.add(() -> untilAnswered(each)));
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
    private Answer untilAnswered(Report report) throws InterruptedException {
        while (true) {
            Answer answer = report(report);
            boolean later = answer.status() == 503
                    || (answer.status() == 409 && !answer.header("Retry-After").isEmpty());
            if (!later) {
                return answer;
            }
            Thread.sleep(5);
        }
    }
}
