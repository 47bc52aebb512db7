package dev.onefold.shop.callback;

import dev.onefold.Outcome;
import dev.onefold.Retries;
import dev.onefold.Scope;
import dev.onefold.sequence.Message;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.Busy;
import java.time.Duration;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Applies what a provider reports, once for each of its numbers: number and effect commit together. */
@Service
public class ReceiveCallback {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Retries RETRIES =
            Retries.of(Busy.class::isInstance).attempts(8).pause(Duration.ofMillis(5), Duration.ofMillis(100));

    private final CallbackRepository callbacks;
    private final CallbackFeeds feeds;
    private final CallbackEffects effects;
    private final TransactionTemplate transaction;

    ReceiveCallback(
            CallbackRepository callbacks,
            CallbackFeeds feeds,
            CallbackEffects effects,
            PlatformTransactionManager transactions) {
        this.callbacks = callbacks;
        this.feeds = feeds;
        this.effects = effects;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Applies a report. What cannot be true is refused for good: a currency that the shop does not take, another amount than
     * is due. What is not known yet takes no number, and is to be sent again.
     *
     * @param provider who reports, by its credential
     * @throws dev.onefold.shop.shared.ShopRejection {@code unknown-payment-attempt} or {@code unknown-payment}
     */
    Outcome<CallbackView> receive(ShopClient provider, Callback callback) {
        try {
            return RETRIES.run(() -> Objects.requireNonNull(transaction.execute(status -> once(provider, callback))));
        } catch (Busy busy) {
            return new Outcome.InProgress<>(RETRY_AFTER);
        }
    }

    private Outcome<CallbackView> once(ShopClient provider, Callback callback) {
        Scope source = new Scope(provider.tenant(), provider.name());
        Message message = new Message(source, callback.epoch(), callback.sequence(), callback.fingerprint());
        return callbacks.once(feeds.of(provider.name()), message, () -> effects.of(callback, provider));
    }
}
