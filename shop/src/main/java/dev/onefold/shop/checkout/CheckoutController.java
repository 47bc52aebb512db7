package dev.onefold.shop.checkout;

import dev.onefold.Outcome;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.order.OrderSummary;
import dev.onefold.shop.order.WantedLine;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Checkouts")
@RestController
@RequestMapping("/api")
class CheckoutController {

    record FormRequest(@NotNull @PlainText String customer) {}

    record TokenView(String token, Instant expiresAt) {}

    record CheckoutRequest(
            @NotNull @Size(max = 100) String token,
            @NotNull @PlainText String customer,
            @NotNull @Size(min = 1, max = 2000) List<@NotNull @Valid Line> lines) {

        record Line(
                @NotNull @PlainText String code,
                @NotNull @Min(1) @Max(Money.MAX_QUANTITY) Long quantity) {}
    }

    private final SubmitCheckout checkout;

    CheckoutController(SubmitCheckout checkout) {
        this.checkout = checkout;
    }

    @Operation(summary = "A token for one checkout form of a customer")
    @PostMapping("/checkout-tokens")
    @ResponseStatus(HttpStatus.CREATED)
    Outcome<TokenView> showForm(@Valid @RequestBody FormRequest body, ShopClient caller) {
        return checkout.showForm(body.customer(), caller).map(token -> new TokenView(token.value(), token.expiresAt()));
    }

    @Operation(summary = "Order what is on the form, once for its token")
    @PostMapping("/checkouts")
    Outcome<ResponseEntity<OrderSummary>> submit(@Valid @RequestBody CheckoutRequest body, ShopClient caller) {
        List<WantedLine> lines = body.lines().stream()
                .map(line -> new WantedLine(line.code(), line.quantity(), null))
                .toList();
        return checkout.submit(body.token(), body.customer(), lines, caller)
                .map(order -> ResponseEntity.created(URI.create("/api/orders/" + order.id()))
                        .body(order));
    }
}
