package dev.onefold.shop.order;

import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.Money;
import dev.onefold.shop.shared.PlainText;
import dev.onefold.shop.shared.PricedLine;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Orders")
@RestController
@RequestMapping("/api/orders")
class OrderController {

    record OrderRequest(
            @NotNull @PlainText String reference,
            @Nullable @PlainText String customer,
            @NotNull @Size(min = 1, max = 2000) List<@NotNull @Valid Line> lines) {

        record Line(
                @NotNull @PlainText String code,
                @NotNull @Min(1) @Max(Money.MAX_QUANTITY) Long quantity,

                @DecimalMin("0") @DecimalMax(Money.MAX_UNIT_PRICE) @Digits(integer = 10, fraction = 4) @Nullable
                BigDecimal unitPrice) {}
    }

    record OrderView(
            UUID id,
            String reference,
            @Nullable String customer,
            OrderStatus status,
            String currency,
            long totalMinor,
            List<PricedLine> lines) {}

    private final PlaceOrder placeOrder;
    private final CancelOrder cancelOrder;
    private final OrderRepository orders;

    OrderController(PlaceOrder placeOrder, CancelOrder cancelOrder, OrderRepository orders) {
        this.placeOrder = placeOrder;
        this.cancelOrder = cancelOrder;
        this.orders = orders;
    }

    @Operation(summary = "Place an order and pay for it")
    @PostMapping
    @Idempotent
    ResponseEntity<OrderSummary> place(@Valid @RequestBody OrderRequest body, ShopClient caller) {
        List<WantedLine> lines = body.lines().stream()
                .map(line -> new WantedLine(line.code(), line.quantity(), line.unitPrice()))
                .toList();
        OrderSummary order = placeOrder.place(new PlaceOrder.Wanted(body.reference(), body.customer(), lines), caller);
        return ResponseEntity.created(URI.create("/api/orders/" + order.id())).body(order);
    }

    @Operation(summary = "One order with its lines")
    @GetMapping("/{id}")
    OrderView get(@PathVariable UUID id) {
        OrderSummary order = orders.find(id).orElseThrow(() -> ShopRejection.unknown("order", id));
        return new OrderView(
                order.id(),
                order.reference(),
                order.customer(),
                order.status(),
                order.currency(),
                order.totalMinor(),
                orders.linesOf(id));
    }

    @Operation(summary = "Cancel a paid order: goods and money go back")
    @PostMapping("/{id}/cancellation")
    @Idempotent
    OrderSummary cancel(@PathVariable UUID id) {
        return cancelOrder.cancel(id);
    }
}
