package dev.onefold.client;

import java.time.Instant;

/**
 * One thing that somebody wants done once: its name at the caller, its key, and the request that asks for it.
 *
 * @param id what the caller calls it, 1 to 255 characters: the same for every try of the same thing
 * @param key what the server recognises it by, made once
 * @param at when it was made
 */
public record Intent(String id, String key, Request request, Instant at) {

    private static final int LONGEST = 255;

    /** An intent whose name and key fit. */
    public Intent {
        check("id", id);
        check("key", key);
    }

    private static void check(String name, String value) {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("The " + name + " must have 1 to " + LONGEST + " characters");
        }
    }

    /** Without the key and the body. */
    @Override
    public String toString() {
        return "intent " + id + ", " + request;
    }
}
