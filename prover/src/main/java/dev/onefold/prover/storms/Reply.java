package dev.onefold.prover.storms;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back for one sending of a call. */
final class Reply {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN_CHARACTERS = 160;
    private static final String PROBLEM = "application/problem+json";
    private static final Set<String> STALE_SLUGS = Set.of("stale", "passed", "already-there", "state-passed");

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Reply(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body.clone();
    }

    static Reply of(HttpResponse<byte[]> response) {
        return new Reply(response.statusCode(), response.headers(), response.body());
    }

    int status() {
        return status;
    }

    boolean accepted() {
        return status() / 100 == 2;
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    String text(String field) {
        return json().path(field).asString("");
    }

    /** What it says in the one vocabulary. */
    Kind kind(Call call) {
        if (accepted()) {
            if (!call.isUnsafe()) {
                return Kind.OTHER;
            }
            return header("Idempotent-Replayed").equals("true") ? Kind.REPLAYED : Kind.APPLIED;
        }
        return switch (status()) {
            case 409 -> conflict();
            case 410 -> Kind.REPLAYED;
            case 412 -> Kind.STALE;
            case 422 -> Kind.MISMATCH;
            default -> slug().equals("outcome-unknown") ? Kind.UNKNOWN : Kind.OTHER;
        };
    }

    private Kind conflict() {
        String slug = slug();
        if (slug.equals("in-progress")) {
            return Kind.IN_PROGRESS;
        }
        if (slug.equals("outcome-unknown")) {
            return Kind.UNKNOWN;
        }
        return STALE_SLUGS.contains(slug) ? Kind.STALE : Kind.REJECTED;
    }

    /** Whether whoever gets it has nothing left to ask. */
    boolean isFinal(Call call) {
        Kind kind = kind(call);
        return status() < 500
                && status() != 429
                && status() != 408
                && kind != Kind.IN_PROGRESS
                && kind != Kind.UNKNOWN
                && !call.retried().contains(slug());
    }

    /** Whether a refusal is a problem document of RFC 9457 with the members clients branch on. */
    boolean isProblem() {
        JsonNode json = json();
        return header("Content-Type").startsWith(PROBLEM)
                && json.path("status").asInt(0) == status()
                && !json.path("type").asString("").isEmpty();
    }

    private String slug() {
        String type = text("type");
        return type.substring(type.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return status() + " "
                + (text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...");
    }
}
