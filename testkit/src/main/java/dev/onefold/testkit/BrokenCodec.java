package dev.onefold.testkit;

import dev.onefold.Codec;
import dev.onefold.Content;
import org.jspecify.annotations.Nullable;

/** Text, with what goes wrong on the way there or back. */
record BrokenCodec(
        @Nullable RuntimeException onEncode, @Nullable RuntimeException onDecode) implements Codec<String> {

    @Override
    public Content encode(String value) {
        if (onEncode != null) {
            throw onEncode;
        }
        return Content.text(value);
    }

    @Override
    public String decode(Content content) {
        if (onDecode != null) {
            throw onDecode;
        }
        return content.text();
    }
}
