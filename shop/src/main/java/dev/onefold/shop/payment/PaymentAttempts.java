package dev.onefold.shop.payment;

import dev.onefold.Outcome;
import dev.onefold.Retries;
import dev.onefold.shop.purchase.PurchaseEvent;
import dev.onefold.shop.purchase.PurchaseStatus;
import dev.onefold.shop.purchase.PurchaseView;
import dev.onefold.shop.purchase.Purchases;
import dev.onefold.shop.shared.Busy;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.state.Fired;
import dev.onefold.state.Fired.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Attempts to pay for purchases. Of those that succeed at the provider the first is kept, if its purchase still waits for it;
 * whatever else was taken goes back in the same transaction.
 */
@Service
public class PaymentAttempts {

    private static final Retries RETRIES =
            Retries.of(Busy.class::isInstance).attempts(12).pause(Duration.ofMillis(5), Duration.ofMillis(200));

    private final Purchases purchases;
    private final AttemptRepository attempts;
    private final AttemptStates states;
    private final IdSource ids;
    private final TransactionTemplate transaction;

    PaymentAttempts(
            Purchases purchases,
            AttemptRepository attempts,
            AttemptStates states,
            IdSource ids,
            PlatformTransactionManager transactions) {
        this.purchases = purchases;
        this.attempts = attempts;
        this.states = states;
        this.ids = ids;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Begins an attempt to pay what a purchase costs.
     *
     * @param nth which of its attempts: a repeat is no further one
     * @return applied; replayed, as it is now; in progress
     * @throws ShopRejection {@code unknown-purchase}, or {@code purchase-not-payable} if it is paid or given up
     */
    @Transactional
    public Outcome<AttemptView> begin(UUID purchase, int nth) {
        PurchaseView due = purchases.get(purchase);
        Outcome<UUID> added = attempts.add(ids.next(), purchase, nth, due.totalMinor());
        if (added instanceof Outcome.Applied && due.status() != PurchaseStatus.PENDING) {
            throw ShopRejection.conflict(
                    "purchase-not-payable",
                    "The purchase waits for no payment.",
                    Map.of("purchase", purchase.toString(), "purchaseStatus", due.status()));
        }
        return added.map(this::get);
    }

    /**
     * One attempt.
     *
     * @throws ShopRejection {@code unknown-payment-attempt}
     */
    public AttemptView get(UUID id) {
        return find(id).orElseThrow(() -> ShopRejection.unknown("payment-attempt", id));
    }

    /** One attempt, if there is. */
    public Optional<AttemptView> find(UUID id) {
        return attempts.find(id);
    }

    /** The life of an attempt as a Mermaid diagram. */
    public String diagram() {
        return states.diagram();
    }

    /**
     * An event happens to an attempt, with all that follows, in a transaction of its own; again if another is at work, up to
     * twelve times within about two seconds.
     *
     * @param eventId the same in every repeat, whoever tells it
     * @return what became of it; {@link Answer#IN_PROGRESS} if the other is still at work
     */
    public Fired<AttemptStatus, AttemptEvent> happen(UUID id, AttemptEvent event, String eventId) {
        try {
            return RETRIES.run(() -> {
                Fired<AttemptStatus, AttemptEvent> fired =
                        Objects.requireNonNull(transaction.execute(status -> apply(id, event, eventId)));
                if (fired.answer() == Answer.IN_PROGRESS) {
                    throw new Busy();
                }
                return fired;
            });
        } catch (Busy busy) {
            return new Fired<>(Answer.IN_PROGRESS, null, false);
        }
    }

    /**
     * The same in the caller's transaction, for what a provider reports. Never waits: on {@link Answer#IN_PROGRESS}, and if
     * {@link Busy} is thrown, the caller tries again in a new transaction.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Fired<AttemptStatus, AttemptEvent> reported(UUID id, AttemptEvent event, String eventId) {
        return apply(id, event, eventId);
    }

    /**
     * Gives up attempts of which nothing was heard for long.
     *
     * @param age how long
     * @param atMost how many at most
     * @return how many were looked at
     */
    public int expire(Duration age, int atMost) {
        List<UUID> overdue = attempts.overdue(age, atMost);
        overdue.forEach(id -> happen(id, AttemptEvent.EXPIRE, "expiry"));
        return overdue.size();
    }

    private Fired<AttemptStatus, AttemptEvent> apply(UUID id, AttemptEvent event, String eventId) {
        Fired<AttemptStatus, AttemptEvent> fired = states.fire(id, event, eventId);
        if (fired.answer() == Answer.COMPENSATE) {
            takeAndGiveBack(get(id), eventId, RefundReason.LATE);
        } else if (fired.answer() == Answer.APPLIED && event == AttemptEvent.SUCCEED) {
            pay(get(id), eventId);
        }
        return fired;
    }

    private void pay(AttemptView attempt, String eventId) {
        Answer paid = purchases
                .paid(attempt.purchase(), "attempt " + attempt.id(), attempt.amountMinor())
                .answer();
        switch (paid) {
            case APPLIED -> attempts.capture(attempt, eventId);
            case COMPENSATE -> takeAndGiveBack(attempt, eventId, RefundReason.SURPLUS);
            case IN_PROGRESS -> throw new Busy();
            default ->
                throw new IllegalStateException(
                        "Not expected of " + PurchaseEvent.PAY + " by attempt " + attempt.id() + ": " + paid);
        }
    }

    /** Providers tell of one payment by several events; its money comes and goes once. */
    private void takeAndGiveBack(AttemptView attempt, String eventId, RefundReason reason) {
        if (attempts.capture(attempt, eventId)) {
            attempts.giveBack(attempt, reason);
        }
    }
}
