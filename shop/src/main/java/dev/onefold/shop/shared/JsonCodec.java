package dev.onefold.shop.shared;

import dev.onefold.Codec;
import dev.onefold.Content;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores an answer as JSON.
 *
 * @param json writes and reads it
 * @param type its class
 */
public record JsonCodec<T>(JsonMapper json, Class<T> type) implements Codec<T> {

    @Override
    public Content encode(T value) {
        return Content.of("application/json", json.writeValueAsBytes(value));
    }

    @Override
    public T decode(Content content) {
        return json.readValue(content.bytes(), type);
    }
}
