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
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Callbacks")
@RestController
@RequestMapping("/api/callbacks")
class CallbackController {

    private static final long MAX_SEQUENCE = Long.MAX_VALUE - 1;

    /** Of {@code reference}, {@code attemptId} and {@code paymentId} there is the one that its kind is about. */
    record CallbackRequest(
            @Nullable @Min(0) Long epoch,
            @NotNull @Min(1) @Max(MAX_SEQUENCE) Long sequence,
            @Nullable CallbackKind kind,
            @Nullable @PlainText String reference,
            @Nullable UUID attemptId,
            @Nullable UUID paymentId,
            @NotNull @PlainText String eventId,
            @NotNull @Min(1) @Max(Money.MAX_AMOUNT_PENCE) Long amountMinor,
            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {

        private Callback toCallback() {
            CallbackKind what = kind == null ? CallbackKind.CREDITED : kind;
            Object subject = switch (what) {
                case CREDITED -> reference;
                case SUCCEEDED, FAILED -> attemptId;
                case REFUNDED -> paymentId;
            };
            long given = Stream.of(reference, attemptId, paymentId)
                    .filter(Objects::nonNull)
                    .count();
            if (subject == null || given != 1) {
                throw ShopRejection.invalid(
                        "Give a reference that was credited, the attemptId that succeeded or failed, or the paymentId that"
                                + " was refunded.");
            }
            return new Callback(
                    epoch == null ? 0 : epoch, sequence, what, subject.toString(), eventId, amountMinor, currency);
        }
    }

    private final ReceiveCallback receive;

    CallbackController(ReceiveCallback receive) {
        this.receive = receive;
    }

    @Operation(
            summary = "Report a payment, under the provider's own number",
            description =
                    "Signed: X-Provider names who reports, X-Signature-Timestamp is the time in seconds since 1970,"
                            + " and X-Signature the HMAC-SHA-256 in hex, by the provider's secret, over that time, a full stop"
                            + " and the body.")
    @PostMapping("/payments")
    Outcome<CallbackView> payment(
            @Parameter(hidden = true) ShopClient provider, @Valid @RequestBody CallbackRequest body) {
        return receive.receive(provider, body.toCallback());
    }
}
