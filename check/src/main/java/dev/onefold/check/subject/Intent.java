package dev.onefold.check.subject;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One thing a caller wants. All copies and retries of a request have the same intent.
 *
 * @param number from 1, in the order in which a run makes them
 * @param reference {@code {{ref}}}: letters, digits and hyphens, at most 24 characters, used by no other run
 * @param key {@code {{key}}}: the idempotency key, a UUID
 * @param uuid {@code {{uuid}}}: another one
 * @param found what preparing it has told: {@code {{before.id}}} is the member {@code id} of the answer to a call that prepares
 */
public record Intent(int number, String reference, String key, UUID uuid, Map<String, String> found) {

    /** Copies what was found. */
    public Intent {
        found = Map.copyOf(found);
    }

    /** The same intent, with another key. */
    public Intent withKey(String other) {
        return new Intent(number, reference, other, uuid, found);
    }

    /** The same intent, with more that was found; what is newer counts. */
    public Intent finding(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(found);
        all.putAll(more);
        return new Intent(number, reference, key, uuid, all);
    }
}
