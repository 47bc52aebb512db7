package dev.onefold.conformance;

import dev.onefold.check.wire.Exchange;
import dev.onefold.check.wire.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server answered, or that it did not. Each method that demands something returns this reply. */
record Reply(Contract contract, Exchange exchange) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN = 160;
    private static final List<String> RECORDED = List.of("Content-Type", "Location", "ETag");

    WireResponse response() {
        return exchange.response().orElseThrow(() -> new RuleBrokenException("no answer: " + exchange));
    }

    boolean wasCutByServer() {
        return exchange instanceof Exchange.Unanswered unanswered
                && unanswered.reason() == Exchange.Reason.CUT_BY_SERVER;
    }

    int status() {
        return response().status();
    }

    Optional<String> header(String name) {
        return response().header(name);
    }

    boolean has(String name) {
        return header(name).isPresent();
    }

    String text() {
        return response().body().text();
    }

    JsonNode json() {
        try {
            return JSON.readTree(text());
        } catch (JacksonException notJson) {
            throw broken("JSON");
        }
    }

    /** The body, unpacked if it came packed. */
    String unpacked() {
        if (!header("Content-Encoding").orElse("identity").equals("gzip")) {
            return text();
        }
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(response().body().bytes()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notGzip) {
            throw broken("gzip");
        }
    }

    boolean isMarked() {
        return header(contract.marker()).filter("true"::equals).isPresent();
    }

    /** A first answer of that status. */
    Reply first(int status) {
        if (status() != status || isMarked()) {
            throw broken("a first answer of " + status);
        }
        return this;
    }

    /** A first answer that says yes. */
    Reply done() {
        if (!response().isOfClass(2) || isMarked()) {
            throw broken("a first answer of 2xx");
        }
        return this;
    }

    /** An answer that says yes, first or not. */
    Reply demandClass2() {
        return demand(response().isOfClass(2), "2xx");
    }

    /** The answer of a first request, told again: status, bytes, recorded fields, and the mark. */
    Reply replayOf(Reply first) {
        demand(status() == first.status(), "the first status, " + first.status());
        demand(contract.marker().isEmpty() || isMarked(), "a replay that is marked");
        demand(response().body().equals(first.response().body()), "the bytes of the first answer, " + first.shown());
        for (String name : RECORDED) {
            demand(response().headers(name).equals(first.response().headers(name)), "the first " + name);
        }
        return this;
    }

    /** A refusal as the contract has it, which is never marked, never cached and never stored. */
    Reply refused(Expected expected) {
        demand(status() == expected.status(), expected.status() + " " + expected.slug());
        demand(!isMarked(), expected.slug() + " without the mark of a replay");
        if (!expected.slug().isEmpty()) {
            demand(
                    header("Content-Type").orElse("").startsWith("application/problem+json"),
                    "application/problem+json");
            demand(
                    json().path("type").asString("").endsWith(expected.slug()),
                    "a type that ends in " + expected.slug());
            demand(header("Cache-Control").orElse("").contains("no-store"), "Cache-Control: no-store");
        }
        return this;
    }

    /** A refusal that says whether the same key may succeed, and whether a new one is safe. Types are told, or nothing is. */
    Reply saying(boolean retryable, boolean safeNewKey) {
        if (has("Content-Type") && header("Content-Type").orElse("").contains("problem")) {
            for (Map.Entry<String, Boolean> member :
                    Map.of("retryable", retryable, "safe_new_key", safeNewKey).entrySet()) {
                JsonNode told = json().path(member.getKey());
                demand(told.isBoolean() && told.booleanValue() == member.getValue(), member.toString());
            }
        }
        return this;
    }

    Reply demand(boolean holds, String what) {
        if (!holds) {
            throw broken(what);
        }
        return this;
    }

    private RuleBrokenException broken(String wanted) {
        return new RuleBrokenException("wanted " + wanted + "; got " + shown());
    }

    String shown() {
        String text = text().strip();
        return status()
                + (isMarked() ? " (replay) " : " ")
                + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...");
    }
}
