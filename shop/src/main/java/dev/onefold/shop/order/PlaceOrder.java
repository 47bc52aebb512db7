package dev.onefold.shop.order;

import dev.onefold.shop.catalogue.Catalogue;
import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.Money;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sells goods: takes them from the shelf, takes the money, and keeps the prices as they were. */
@Service
public class PlaceOrder {

    /**
     * What is ordered.
     *
     * @param reference what the caller calls it; several orders may share one
     * @param customer who buys, or null for a guest who pays at the till
     * @param lines what they buy; a product may occur on several lines
     */
    public record Wanted(String reference, @Nullable String customer, List<WantedLine> lines) {}

    private final Catalogue catalogue;
    private final StockKeeping stock;
    private final Ledger ledger;
    private final OrderRepository orders;
    private final IdSource ids;

    PlaceOrder(Catalogue catalogue, StockKeeping stock, Ledger ledger, OrderRepository orders, IdSource ids) {
        this.catalogue = catalogue;
        this.stock = stock;
        this.ledger = ledger;
        this.orders = orders;
        this.ids = ids;
    }

    /**
     * Places the order: stock, journal, money, payment and lines together, or nothing. Stock rows are locked before the
     * wallet's, as everywhere.
     *
     * @param wanted what is ordered
     * @param caller who orders
     * @return the order
     * @throws ShopRejection {@code price-not-allowed}, {@code unknown-product}, {@code insufficient-stock},
     *     {@code insufficient-funds} or {@code unknown-customer}
     */
    @Transactional
    public OrderSummary place(Wanted wanted, ShopClient caller) {
        List<String> unpriced = Pricing.unpriced(wanted.lines());
        List<PricedLine> lines = Pricing.settle(
                wanted.lines(), caller, unpriced.isEmpty() ? Map.of() : catalogue.pricesOfSold(unpriced));
        UUID id = ids.next();
        OrderSummary order = order(id, wanted, lines);
        stock.move(sale(order, lines));
        UUID payer = ledger.pay(id, order.customer(), order.totalMinor());
        orders.add(order, lines, new Payment(ids.next(), payer, order.totalMinor()), caller.name());
        return order;
    }

    static OrderSummary order(UUID id, Wanted wanted, List<PricedLine> lines) {
        return new OrderSummary(
                id,
                wanted.reference(),
                wanted.customer(),
                OrderStatus.PAID,
                Money.CURRENCY,
                PricedLine.total(lines),
                lines.size());
    }

    static StockMove sale(OrderSummary order, List<PricedLine> lines) {
        return new StockMove(MovementKind.SALE, order.id(), order.reference(), taken(lines));
    }

    private static List<StockLine> taken(List<PricedLine> lines) {
        return lines.stream()
                .map(line -> new StockLine(line.code(), -line.quantity()))
                .toList();
    }
}
