package dev.onefold.shop.callback;

import dev.onefold.Outcome;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.shop.callback.CallbackView.Effect;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.payment.AttemptEvent;
import dev.onefold.shop.payment.AttemptStatus;
import dev.onefold.shop.payment.PaymentAttempts;
import dev.onefold.shop.refund.Refund;
import dev.onefold.shop.refund.RefundPayment;
import dev.onefold.shop.shared.Busy;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.state.Fired;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a callback does, in the transaction that takes its number. A {@link RejectedException} is remembered with the number. */
@Component
class CallbackEffects {

    private final CallbackRepository callbacks;
    private final PaymentAttempts attempts;
    private final RefundPayment refunds;

    CallbackEffects(CallbackRepository callbacks, PaymentAttempts attempts, RefundPayment refunds) {
        this.callbacks = callbacks;
        this.attempts = attempts;
        this.refunds = refunds;
    }

    CallbackView of(Callback callback, ShopClient provider) {
        if (!callback.currency().equals(Money.CURRENCY)) {
            throw no("currency-not-taken", "The shop takes " + Money.CURRENCY + " only.");
        }
        callbacks.note(provider.name(), callback);
        return switch (callback.kind()) {
            case CREDITED ->
                view(callback, Effect.CREDITED, callbacks.credit(callback.subject(), callback.amountMinor()));
            case SUCCEEDED -> view(callback, attempt(callback, AttemptEvent.SUCCEED), null);
            case FAILED -> view(callback, attempt(callback, AttemptEvent.FAIL), null);
            case REFUNDED -> view(callback, refund(callback, provider), null);
        };
    }

    private Effect attempt(Callback callback, AttemptEvent event) {
        UUID id = UUID.fromString(callback.subject());
        long due = attempts.find(id)
                .orElseThrow(() -> ShopRejection.unknown("payment-attempt", id))
                .amountMinor();
        if (callback.amountMinor() != due) {
            throw no("wrong-amount", "Paid were " + callback.amountMinor() + ", and due are " + due + ".");
        }
        Fired<AttemptStatus, AttemptEvent> fired = attempts.reported(id, event, callback.eventId());
        return switch (fired.answer()) {
            case APPLIED -> Effect.MOVED;
            case COMPENSATE -> Effect.GIVEN_BACK;
            case REPLAYED, ALREADY_THERE, PASSED, ILLEGAL -> Effect.NONE;
            case MISMATCH -> throw no("event-id-reused", "Another event of this attempt has this eventId.");
            case TOO_EARLY, NO_ENTITY, IN_PROGRESS -> throw new Busy();
        };
    }

    private Effect refund(Callback callback, ShopClient provider) {
        Outcome<Refund> outcome = refunds.refund(
                UUID.fromString(callback.subject()), callback.eventId(), callback.amountMinor(), provider);
        if (outcome instanceof Outcome.Applied) {
            return Effect.REFUNDED;
        }
        if (outcome instanceof Outcome.Replayed) {
            return Effect.NONE;
        }
        if (outcome instanceof Outcome.Rejected<?> no) {
            throw new RejectedException(no.rejection());
        }
        if (outcome instanceof Outcome.Mismatch) {
            throw no("refund-differs", "The refund of this number is of another amount.");
        }
        throw new Busy();
    }

    private static CallbackView view(Callback callback, Effect effect, @Nullable Long creditedMinor) {
        return new CallbackView(callback.subject(), callback.sequence(), effect, creditedMinor);
    }

    private static RejectedException no(String code, String detail) {
        return new RejectedException(Rejection.of(code, detail));
    }
}
