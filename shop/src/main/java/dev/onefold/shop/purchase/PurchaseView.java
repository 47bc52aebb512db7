package dev.onefold.shop.purchase;

import java.util.UUID;

/**
 * A purchase as it is.
 *
 * @param reference what its client calls it
 * @param version grows with every change of the status
 * @param totalMinor what it costs, in pence
 */
public record PurchaseView(
        UUID id, String reference, String customer, PurchaseStatus status, long version, long totalMinor) {}
