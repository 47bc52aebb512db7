package dev.onefold.shop.coupon;

import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.ShopRejection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Issues coupons, hands them out, and lets an order use one and give it back. Each step is harmless to repeat. */
@Service
public class Coupons {

    private final CouponRepository coupons;
    private final IdSource ids;

    Coupons(CouponRepository coupons, IdSource ids) {
        this.coupons = coupons;
        this.ids = ids;
    }

    @Transactional
    Outcome<Coupon> issue(Coupon wanted) {
        Outcome<Coupon> outcome = coupons.issue(wanted);
        return outcome instanceof Outcome.Mismatch<Coupon> mismatch
                        && mismatch.field().equals("per_customer")
                ? new Outcome.Mismatch<>("perCustomer")
                : outcome;
    }

    /**
     * The nth claim of a customer: made once, counted once. The claim comes first, since a repeat must not touch the
     * counter; the counter comes last, since all customers wait for its row.
     */
    @Transactional
    Outcome<Claim> claim(String code, String customer, int nth) {
        Coupon coupon = coupons.find(code).orElseThrow(() -> ShopRejection.unknown("coupon", code));
        if (nth > coupon.perCustomer()) {
            throw ShopRejection.conflict(
                    "coupon-limit",
                    "A customer may have " + coupon.perCustomer() + " of this coupon.",
                    Map.of("coupon", code));
        }
        Outcome<Claim> outcome = coupons.claim(new Claim(ids.next(), code, customer, nth));
        if (outcome instanceof Outcome.Rejected) {
            throw ShopRejection.unknown("customer", customer);
        }
        if (outcome instanceof Applied && !coupons.countClaim(code)) {
            throw ShopRejection.conflict("coupon-sold-out", "All of this coupon are claimed.", Map.of("coupon", code));
        }
        return outcome;
    }

    /** Has an order use a claim. Another order's use, or a use that was given back, is a no. */
    @Transactional
    Outcome<UUID> use(String code, UUID claim, UUID order) {
        boolean cancelled = coupons.isCancelled(order).orElseThrow(() -> ShopRejection.unknown("order", order));
        Optional<UUID> usedBy = coupons.lockUse(code, claim).orElseThrow(() -> ShopRejection.unknown("claim", claim));
        if (cancelled) {
            throw ShopRejection.conflict(
                    "order-cancelled", "The order was cancelled.", Map.of("order", order.toString()));
        }
        if (usedBy.isEmpty() && !coupons.wasReturned(claim, order)) {
            coupons.use(claim, order);
        } else if (!usedBy.equals(Optional.of(order))) {
            throw ShopRejection.conflict("coupon-used", "The coupon was used.", Map.of("claim", claim.toString()));
        }
        return new Applied<>(claim);
    }

    /** An order gives its coupon back, once: a repeat does not take it from the order that uses it next. */
    @Transactional
    Outcome<UUID> giveBack(String code, UUID claim, UUID order) {
        if (coupons.isCancelled(order).isEmpty()) {
            throw ShopRejection.unknown("order", order);
        }
        if (coupons.lockUse(code, claim).isEmpty()) {
            throw ShopRejection.unknown("claim", claim);
        }
        Outcome<UUID> outcome = coupons.rememberReturn(ids.next(), claim, order);
        if (outcome instanceof Applied && !coupons.free(claim, order)) {
            throw ShopRejection.conflict(
                    "coupon-not-used", "The order does not use this coupon.", Map.of("claim", claim.toString()));
        }
        return outcome;
    }

    /** An order that is cancelled gives back what it uses, in the transaction of the cancellation, which has it locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveBackAllOf(UUID order) {
        for (UUID claim : coupons.lockClaimsOf(order)) {
            coupons.rememberReturn(ids.next(), claim, order);
            coupons.free(claim, order);
        }
    }
}
