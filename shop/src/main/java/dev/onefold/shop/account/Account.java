package dev.onefold.shop.account;

import java.util.UUID;

/** A customer's account in one currency. */
record Account(UUID id, String customer, String currency, long creditLimitMinor) {}
