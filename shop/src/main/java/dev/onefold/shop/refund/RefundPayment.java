package dev.onefold.shop.refund;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.InProgress;
import dev.onefold.Outcome.Mismatch;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Outcome.Rejected.Memory;
import dev.onefold.Outcome.Replayed;
import dev.onefold.Rejection;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.order.Orders;
import dev.onefold.shop.refund.RefundRepository.Captured;
import dev.onefold.shop.refund.RefundRepository.Stored;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.wallet.Ledger;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives money of a payment back, in parts if need be. The payment's row is locked first, so of several refunds each sees what
 * the ones before it took, and the refund's number is its identity.
 */
@Service
public class RefundPayment {

    private final RefundRepository refunds;
    private final Orders orders;
    private final Ledger ledger;
    private final IdSource ids;

    RefundPayment(RefundRepository refunds, Orders orders, Ledger ledger, IdSource ids) {
        this.refunds = refunds;
        this.orders = orders;
        this.ledger = ledger;
        this.ids = ids;
    }

    /**
     * Refunds.
     *
     * @param refundNo the refund's number, one for each refund of the payment
     * @param amountMinor how much, in pence, more than 0
     * @return applied; replayed; mismatch {@code amountMinor}; rejected {@code refund-exceeds-payment}, remembered: the number
     *     stays refused; in progress if another refund of the payment does not end
     * @throws ShopRejection {@code unknown-payment}; {@code order-not-returnable} if the order was cancelled, and with it the
     *     payment given back
     */
    @Transactional
    public Outcome<Refund> refund(UUID payment, String refundNo, long amountMinor, ShopClient caller) {
        Outcome<?> locked = refunds.lock(payment);
        if (locked instanceof Outcome.Stale) {
            throw ShopRejection.unknown("payment", payment);
        }
        if (!(locked instanceof Outcome.Applied)) {
            return new InProgress<>(((Outcome.InProgress<?>) locked).retryAfter());
        }
        Optional<Stored> before = refunds.find(payment, refundNo);
        if (before.isPresent()) {
            return repeated(before.get(), amountMinor);
        }
        Refund refund = new Refund(ids.next(), payment, refundNo, amountMinor);
        Captured captured = refunds.captured(payment);
        if (amountMinor > captured.leftMinor()) {
            return refused(refund, caller);
        }
        Orders.Sale sale = orders.admitReturn(captured.order());
        // goods may have come back before the order was locked
        if (amountMinor > refunds.captured(payment).leftMinor()) {
            return refused(refund, caller);
        }
        refunds.add(refund, RefundStatus.SUCCEEDED, caller.name());
        ledger.refund(refund.id(), sale.customer(), amountMinor);
        return new Applied<>(refund);
    }

    /**
     * How much of an order's payment was refunded; for whoever holds the order locked.
     *
     * @return the sum, in pence
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long refundedOf(UUID order) {
        return refunds.refundedOf(order);
    }

    private Outcome<Refund> refused(Refund refund, ShopClient caller) {
        refunds.add(refund, RefundStatus.REJECTED, caller.name());
        return new Rejected<>(exceeds(), Memory.REMEMBERED);
    }

    private static Outcome<Refund> repeated(Stored before, long amountMinor) {
        if (before.refund().amountMinor() != amountMinor) {
            return new Mismatch<>("amountMinor");
        }
        return before.status() == RefundStatus.SUCCEEDED
                ? new Replayed<>(before.refund(), before.at())
                : new Rejected<>(exceeds(), Memory.REPLAYED);
    }

    private static Rejection exceeds() {
        return Rejection.of("refund-exceeds-payment", "The refunds of a payment are at most what was paid.");
    }
}
