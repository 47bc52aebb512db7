package dev.onefold.shop.order;

import dev.onefold.shop.coupon.Coupons;
import dev.onefold.shop.shared.PricedLine;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.stock.MovementKind;
import dev.onefold.shop.stock.StockKeeping;
import dev.onefold.shop.stock.StockLine;
import dev.onefold.shop.stock.StockMove;
import dev.onefold.shop.wallet.Ledger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Undoes an order: the goods go back to the shelf, its coupon to the customer, and the money to who paid. */
@Service
public class CancelOrder {

    private final OrderRepository orders;
    private final StockKeeping stock;
    private final Coupons coupons;
    private final Ledger ledger;

    CancelOrder(OrderRepository orders, StockKeeping stock, Coupons coupons, Ledger ledger) {
        this.orders = orders;
        this.stock = stock;
        this.coupons = coupons;
        this.ledger = ledger;
    }

    /**
     * Cancels a paid order of which nothing was returned. Of two that try, one wins: the status changes by compare and set,
     * and whoever comes second sees it changed.
     *
     * @param id the order
     * @return the order, cancelled
     * @throws ShopRejection {@code unknown-order} or {@code order-not-cancellable}
     */
    @Transactional
    public OrderSummary cancel(UUID id) {
        if (!orders.cancelIfPaid(id)) {
            throw refusal(id);
        }
        OrderSummary order = orders.find(id).orElseThrow(() -> ShopRejection.unknown("order", id));
        List<StockLine> back =
                orders.linesOf(id).stream().map(CancelOrder::backToShelf).toList();
        stock.move(new StockMove(MovementKind.CANCELLATION, id, order.reference(), back));
        coupons.giveBackAllOf(id);
        ledger.refund(id, order.customer(), order.totalMinor());
        return order;
    }

    private ShopRejection refusal(UUID id) {
        return orders.find(id)
                .map(order -> ShopRejection.conflict(
                        "order-not-cancellable",
                        "Only a paid order of which nothing was returned can be cancelled.",
                        Map.of("order", id.toString(), "orderStatus", order.status())))
                .orElseGet(() -> ShopRejection.unknown("order", id));
    }

    private static StockLine backToShelf(PricedLine line) {
        return new StockLine(line.code(), line.quantity());
    }
}
