package dev.onefold.shop.payment;

import java.util.UUID;

/**
 * An attempt to pay as it is.
 *
 * @param nth which of the purchase's attempts it is, from 1
 * @param amountMinor what is to be paid, in pence
 * @param version grows with every change of the status
 * @param money what became of the money
 */
public record AttemptView(
        UUID id, UUID purchase, int nth, AttemptStatus status, long version, long amountMinor, Money money) {

    /** What became of the money. */
    public enum Money {
        NONE,
        KEPT,
        GIVEN_BACK
    }
}
