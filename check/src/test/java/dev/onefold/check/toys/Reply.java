package dev.onefold.check.toys;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a server answers.
 *
 * @param headers by name
 * @param body may be empty
 */
record Reply(int status, Map<String, String> headers, String body) {

    static Reply of(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), body);
    }

    static Reply problem(int status, String type) {
        return of(status, "{\"type\":\"" + type + "\"}");
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    Reply without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return new Reply(status, fewer, body);
    }

    Reply withBody(String other) {
        return new Reply(status, headers, other);
    }

    Reply withStatus(int other) {
        return new Reply(other, headers, body);
    }
}
