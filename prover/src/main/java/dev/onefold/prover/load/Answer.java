package dev.onefold.prover.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back for one copy of a request. */
final class Answer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN_CHARACTERS = 200;

    private final int status;
    private final byte[] body;
    private final boolean replayed;

    Answer(int status, byte[] body, boolean replayed) {
        this.status = status;
        this.body = body.clone();
        this.replayed = replayed;
    }

    int status() {
        return status;
    }

    boolean replayed() {
        return replayed;
    }

    boolean accepted() {
        return status / 100 == 2;
    }

    boolean inProgress() {
        return status == 409 && problemIs("in-progress");
    }

    boolean outOfStock() {
        return status == 409 && problemIs("insufficient-stock");
    }

    /** Whether a client that gets it has nothing left to ask: everything but "not now" and "I do not know". */
    boolean isFinal() {
        return status < 500 && status != 429 && status != 408 && !inProgress();
    }

    boolean sameAs(Answer other) {
        return status == other.status && Arrays.equals(body, other.body);
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    private boolean problemIs(String name) {
        return json().path("type").asString("").endsWith("/" + name);
    }

    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return status + " " + (text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...");
    }
}
