package dev.onefold.shop.order;

import dev.onefold.shop.shared.PricedLine;
import dev.onefold.shop.shared.ShopRejection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What other modules may know of an order. */
@Service
public class Orders {

    /**
     * What was sold.
     *
     * @param customer who bought, or null for a guest
     * @param totalMinor what they paid, in pence
     * @param lines what they bought
     */
    public record Sale(@Nullable String customer, long totalMinor, List<PricedLine> lines) {}

    private final OrderRepository orders;

    Orders(OrderRepository orders) {
        this.orders = orders;
    }

    /**
     * Takes note, within the caller's transaction, that goods of an order come back. The order stays locked, so returns of
     * one order follow one another, and can no longer be cancelled as a whole.
     *
     * @param id the order
     * @return what was sold
     * @throws ShopRejection {@code unknown-order} or {@code order-not-returnable}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Sale admitReturn(UUID id) {
        boolean paid = orders.countReturnIfPaid(id);
        OrderSummary order = orders.find(id).orElseThrow(() -> ShopRejection.unknown("order", id));
        if (!paid) {
            throw ShopRejection.conflict(
                    "order-not-returnable",
                    "Goods of a cancelled order are back already.",
                    Map.of("order", id.toString(), "orderStatus", order.status()));
        }
        return new Sale(order.customer(), order.totalMinor(), orders.linesOf(id));
    }
}
