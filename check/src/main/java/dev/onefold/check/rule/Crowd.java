package dev.onefold.check.rule;

import dev.onefold.check.subject.Intent;
import dev.onefold.check.wire.Exchange;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.check.wire.WireResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The answers to copies of one request that were out at the same time.
 *
 * @param answers those that came
 * @param unanswered how many did not
 */
record Crowd(List<WireResponse> answers, int unanswered) {

    static Crowd of(List<Exchange> exchanges) {
        List<WireResponse> answers = exchanges.stream()
                .flatMap(exchange -> exchange.response().stream())
                .toList();
        return new Crowd(answers, exchanges.size() - answers.size());
    }

    /** The first thing that is wrong with them, the costliest first. */
    Optional<Verdict> wrong(Trial trial, Intent intent, WireRequest request) {
        WireResponse last = trial.decided("afterwards", request);
        Optional<String> effects = trial.wrongEffects(intent, 1);
        if (effects.isPresent()) {
            return failed("one request in several copies had " + effects.get());
        }
        if (unanswered > 0) {
            return failed(unanswered + " copies were not answered");
        }
        Optional<WireResponse> error = answers.stream()
                .filter(answer -> answer.isOfClass(5) && !Answers.mayBeInProgress(answer))
                .findFirst();
        if (error.isPresent()) {
            return failed(
                    "a copy that came second was answered with " + error.get().status());
        }
        Optional<WireResponse> refusal = answers.stream()
                .filter(answer -> !Answers.accepted(answer) && !Answers.mayBeInProgress(answer))
                .findFirst();
        if (refusal.isPresent()) {
            return failed("a copy was refused with " + refusal.get().status() + ", which is no 'come again'");
        }
        if (!Answers.accepted(last)) {
            return failed("afterwards the key is answered with " + last.status());
        }
        return differing(last).map(Verdict::fail);
    }

    /** What the accepted answers say, where they do not all say the same. */
    private Optional<String> differing(WireResponse last) {
        Map<Integer, Long> bodies = answers.stream()
                .filter(Answers::accepted)
                .filter(answer -> !answer.body().equals(last.body()))
                .collect(Collectors.groupingBy(answer -> answer.body().length(), TreeMap::new, Collectors.counting()));
        if (bodies.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("copies were accepted with other answers than the one that stands (" + last.body() + "): "
                + bodies.entrySet().stream()
                        .map(entry -> entry.getValue() + " with " + entry.getKey() + " bytes")
                        .collect(Collectors.joining(", ")));
    }

    private static Optional<Verdict> failed(String detail) {
        return Optional.of(Verdict.fail(detail));
    }

    @Override
    public String toString() {
        Map<Integer, Long> statuses = answers.stream()
                .collect(Collectors.groupingBy(WireResponse::status, TreeMap::new, Collectors.counting()));
        String told = statuses.entrySet().stream()
                .map(entry -> entry.getValue() + " times " + entry.getKey())
                .collect(Collectors.joining(", "));
        return unanswered == 0 ? told : told + ", " + unanswered + " without an answer";
    }
}
