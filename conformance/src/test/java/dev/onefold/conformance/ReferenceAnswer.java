package dev.onefold.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An answer of the reference server, and the effects that commit with it. */
record ReferenceAnswer(int status, List<Map.Entry<String, String>> fields, String body, List<String> effects) {

    static ReferenceAnswer of(int status, String body) {
        return new ReferenceAnswer(status, List.of(), body, List.of());
    }

    ReferenceAnswer with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(fields);
        more.add(Map.entry(name, value));
        return new ReferenceAnswer(status, more, body, effects);
    }

    ReferenceAnswer after(String effect) {
        return new ReferenceAnswer(status, fields, body, List.of(effect));
    }

    ReferenceAnswer withoutEffects() {
        return new ReferenceAnswer(status, fields, body, List.of());
    }

    ReferenceAnswer withStatus(int other) {
        return new ReferenceAnswer(other, fields, body, effects);
    }

    ReferenceAnswer withBody(String other) {
        return new ReferenceAnswer(status, fields, other, effects);
    }

    static ReferenceAnswer problem(Expected expected, boolean retryable, boolean safeNewKey) {
        String body = "{\"type\":\"https://reference.example/problems/" + expected.slug() + "\",\"status\":"
                + expected.status() + ",\"retryable\":" + retryable + ",\"safe_new_key\":" + safeNewKey + "}";
        return of(expected.status(), body)
                .with("Content-Type", "application/problem+json")
                .with("Cache-Control", "no-store");
    }
}
