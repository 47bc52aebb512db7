package dev.onefold.shop.order;

import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as callers write it. */
record OrderRequest(
        @NotNull @PlainText String reference,
        @Nullable @PlainText String customer,
        @NotNull @Size(min = 1, max = 2000) List<@NotNull @Valid Line> lines) {

    record Line(
            @NotNull @PlainText String code,
            @NotNull @Min(1) @Max(Money.MAX_QUANTITY) Long quantity,

            @DecimalMin("0") @DecimalMax(Money.MAX_UNIT_PRICE) @Digits(integer = 10, fraction = 4) @Nullable
            BigDecimal unitPrice) {}

    PlaceOrder.Wanted wanted() {
        return new PlaceOrder.Wanted(
                reference,
                customer,
                lines.stream()
                        .map(line -> new WantedLine(line.code(), line.quantity(), line.unitPrice()))
                        .toList());
    }
}
