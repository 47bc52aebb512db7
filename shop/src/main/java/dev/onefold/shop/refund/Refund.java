package dev.onefold.shop.refund;

import java.util.UUID;

/**
 * Money given back.
 *
 * @param refundNo its number, which the caller gave
 * @param amountMinor how much, in pence
 */
public record Refund(UUID id, UUID paymentId, String refundNo, long amountMinor) {}
