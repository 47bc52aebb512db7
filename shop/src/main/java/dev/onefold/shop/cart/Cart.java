package dev.onefold.shop.cart;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A cart without its lines; {@code order} is what it became, once checked out. */
record Cart(
        UUID id,
        @Nullable String customer,
        CartStatus status,
        @Nullable UUID order) {}
