package dev.onefold.shop.settlement;

import dev.onefold.Codec;
import dev.onefold.Content;

/**
 * A day that is settled.
 *
 * @param accounts how many accounts were
 */
public record Settled(long accounts) {

    static final Codec<Settled> CODEC = new Codec<>() {
        @Override
        public Content encode(Settled value) {
            return Content.text(Long.toString(value.accounts()));
        }

        @Override
        public Settled decode(Content content) {
            return new Settled(Long.parseLong(content.text()));
        }
    };
}
