package dev.onefold.shop.order;

import dev.onefold.shop.shared.PricedLine;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.spring.Idempotent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Orders")
@RestController
@RequestMapping("/api/orders")
class OrderController {

    record OrderView(
            UUID id,
            String reference,
            @Nullable String customer,
            OrderStatus status,
            String currency,
            long totalMinor,
            List<PricedLine> lines) {}

    private final CancelOrder cancelOrder;
    private final OrderRepository orders;

    OrderController(CancelOrder cancelOrder, OrderRepository orders) {
        this.cancelOrder = cancelOrder;
        this.orders = orders;
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
