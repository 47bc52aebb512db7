package dev.onefold.shop.callback;

import dev.onefold.Outcome;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
import dev.onefold.shop.shared.ShopRejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Callbacks")
@RestController
@RequestMapping("/api/callbacks")
class CallbackController {

    private static final long MAX_SEQUENCE = Long.MAX_VALUE - 1;

    /** Of {@code purchaseId} and {@code reference} one is given. */
    record CallbackRequest(
            @NotNull @Min(1) @Max(MAX_SEQUENCE) Long sequence,
            @Nullable @PlainText String purchaseId,
            @Nullable @PlainText String reference,
            @NotNull @PlainText String eventId,
            @NotNull @Min(1) @Max(Money.MAX_AMOUNT_PENCE) Long amountMinor,
            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {}

    private final ReceiveCallback receive;

    CallbackController(ReceiveCallback receive) {
        this.receive = receive;
    }

    @Operation(summary = "Report a payment, under the provider's own number")
    @PostMapping("/payments")
    Outcome<CallbackView> payment(
            @Parameter(hidden = true) ShopClient provider,
            @RequestHeader(name = "X-Source-Epoch", defaultValue = "0") @Min(0) long epoch,
            @Valid @RequestBody CallbackRequest body) {
        if ((body.purchaseId() == null) == (body.reference() == null)) {
            throw ShopRejection.invalid("Give one of purchaseId and reference.");
        }
        String reference = body.purchaseId() == null ? body.reference() : body.purchaseId();
        return receive.receive(
                provider,
                epoch,
                new Callback(
                        body.sequence(),
                        String.valueOf(reference),
                        body.eventId(),
                        body.amountMinor(),
                        body.currency()));
    }
}
