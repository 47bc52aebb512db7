package dev.onefold.shop.callback;

import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.sequence.Feed;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How the numbers of each provider are taken: in any order, or without gaps from those who promise that. */
@Component
class CallbackFeeds {

    private final Feed<CallbackView> any;
    private final Feed<CallbackView> gapless;
    private final Set<String> gaplessSources;

    CallbackFeeds(JsonMapper json, @Value("${shop.callbacks.gapless-sources:}") Set<String> gaplessSources) {
        Codec<CallbackView> codec = new JsonCodec(json);
        this.any = Feed.unique("payment-callbacks", codec);
        this.gapless = Feed.gapless("payment-callbacks", codec);
        this.gaplessSources = Set.copyOf(gaplessSources);
    }

    Feed<CallbackView> of(String source) {
        return gaplessSources.contains(source) ? gapless : any;
    }

    private record JsonCodec(JsonMapper json) implements Codec<CallbackView> {

        @Override
        public Content encode(CallbackView value) {
            return Content.of("application/json", json.writeValueAsBytes(value));
        }

        @Override
        public CallbackView decode(Content content) {
            return json.readValue(content.bytes(), CallbackView.class);
        }
    }
}
