package dev.onefold.shop.callback;

import dev.onefold.Outcome;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.Scope;
import dev.onefold.sequence.Message;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.Money;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Applies what a provider reports, once for each of its numbers. */
@Service
public class ReceiveCallback {

    private final CallbackRepository callbacks;
    private final CallbackFeeds feeds;

    ReceiveCallback(CallbackRepository callbacks, CallbackFeeds feeds) {
        this.callbacks = callbacks;
        this.feeds = feeds;
    }

    /**
     * Credits what was paid. A report in a currency that the shop does not take is refused for good.
     *
     * @param provider who reports, by its credential
     */
    @Transactional
    Outcome<CallbackView> receive(ShopClient provider, long epoch, Callback callback) {
        Scope source = new Scope(provider.tenant(), provider.name());
        Message message = new Message(source, epoch, callback.sequence(), callback.fingerprint());
        return callbacks.once(feeds.of(provider.name()), message, () -> {
            if (!callback.currency().equals(Money.CURRENCY)) {
                throw new RejectedException(
                        Rejection.of("currency-not-taken", "The shop takes " + Money.CURRENCY + " only."));
            }
            long credited = callbacks.credit(provider.name(), epoch, callback);
            return new CallbackView(callback.reference(), callback.sequence(), credited);
        });
    }
}
