package dev.onefold.shop.order;

import java.util.UUID;

/** What was paid for an order, and from which account. */
record Payment(UUID id, UUID account, long amountMinor) {}
