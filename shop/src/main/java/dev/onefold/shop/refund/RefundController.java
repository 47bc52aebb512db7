package dev.onefold.shop.refund;

import dev.onefold.Outcome;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
import dev.onefold.shop.shared.ShopRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Payments")
@RestController
@RequestMapping("/api/payments/{id}")
class RefundController {

    record RefundRequest(
            @NotNull @PlainText String refundNo,
            @NotNull @Min(1) @Max(Money.MAX_AMOUNT_PENCE) Long amountMinor) {}

    record PaymentView(UUID id, UUID orderId, long amountMinor, long refundedMinor) {}

    private final RefundPayment refundPayment;
    private final RefundRepository refunds;

    RefundController(RefundPayment refundPayment, RefundRepository refunds) {
        this.refundPayment = refundPayment;
        this.refunds = refunds;
    }

    @Operation(summary = "What was paid, and what of it went back")
    @GetMapping
    PaymentView get(@PathVariable UUID id) {
        return refunds.find(id)
                .map(paid -> new PaymentView(id, paid.order(), paid.amountMinor(), paid.refundedMinor()))
                .orElseThrow(() -> ShopRejection.unknown("payment", id));
    }

    @Operation(summary = "Give money back: once for each refund number, together at most what was paid")
    @PostMapping("/refunds")
    @ResponseStatus(HttpStatus.CREATED)
    Outcome<Refund> refund(@PathVariable UUID id, @Valid @RequestBody RefundRequest body, ShopClient caller) {
        return refundPayment.refund(id, body.refundNo(), body.amountMinor(), caller);
    }
}
