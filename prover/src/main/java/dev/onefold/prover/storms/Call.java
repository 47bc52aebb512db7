package dev.onefold.prover.storms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request, the same however often it is sent.
 *
 * @param method HTTP method
 * @param path path from the root
 * @param headers names and values, one after the other
 * @param body JSON, or empty
 * @param retried slugs of problems after which it is sent again, beyond {@code in-progress}
 */
record Call(String method, String path, List<String> headers, String body, Set<String> retried) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Call get(String path) {
        return new Call("GET", path, List.of(), "", Set.of());
    }

    static Call delete(String path) {
        return new Call("DELETE", path, List.of(), "", Set.of());
    }

    static Call post(String path, Map<String, ?> body) {
        return new Call(
                "POST", path, List.of("Content-Type", "application/json"), JSON.writeValueAsString(body), Set.of());
    }

    Call with(String header, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        more.add(value);
        return new Call(method, path, List.copyOf(more), body, retried);
    }

    /** Sent again when it is told this. */
    Call retriedOn(String slug) {
        return new Call(method, path, headers, body, Set.of(slug));
    }

    /** Whether it may change anything. */
    boolean isUnsafe() {
        return !method.equals("GET");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
