package dev.onefold.shop.wallet;

import dev.onefold.shop.shared.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** What is paid into a wallet, as callers write it. */
record TopUpRequest(
        @NotNull @Min(1) @Max(Money.MAX_AMOUNT_PENCE) Long amountPence) {}
