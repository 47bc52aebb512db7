package dev.onefold.prover.load;

import dev.onefold.prover.trading.DocumentKind;

/**
 * What the clients were told about one request in the end.
 *
 * @param kind order, return or adjustment
 * @param reference invoice number
 * @param key its idempotency key
 * @param accepted whether it was told to have happened
 * @param id the id in the answer, empty if there is none
 * @param totalMinor the value in the answer, -1 if there is none
 * @param lines the number of lines in the answer, -1 if there is none
 */
public record Told(
        DocumentKind kind, String reference, String key, boolean accepted, String id, long totalMinor, long lines) {

    static Told of(Trade trade, Answer answer) {
        var json = answer.json();
        return new Told(
                trade.document().kind(),
                trade.document().reference(),
                trade.key(),
                answer.accepted(),
                json.path("id").asString(""),
                json.path("totalMinor").asLong(-1),
                json.path("lines").asLong(-1));
    }
}
