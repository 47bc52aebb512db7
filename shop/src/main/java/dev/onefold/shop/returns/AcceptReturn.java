package dev.onefold.shop.returns;

import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.order.Orders;
import dev.onefold.shop.refund.RefundPayment;
import dev.onefold.shop.shared.IdSource;
import dev.onefold.shop.shared.PricedLine;
import dev.onefold.shop.shared.ShopRejection;
import dev.onefold.shop.stock.MovementKind;
import dev.onefold.shop.stock.StockKeeping;
import dev.onefold.shop.stock.StockLine;
import dev.onefold.shop.stock.StockMove;
import dev.onefold.shop.wallet.Ledger;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes goods back: they go on the shelf, and their price to the wallet or over the till. */
@Service
public class AcceptReturn {

    /**
     * What comes back.
     *
     * @param reference what the caller calls it
     * @param customer who returns, or null for a guest or, with an order, whoever bought
     * @param order the order it was sold with, or null if that is not known
     * @param lines what comes back, at the price it was sold at
     */
    public record Returned(
            String reference,
            @Nullable String customer,
            @Nullable UUID order,
            List<PricedLine> lines) {}

    /**
     * A return that was accepted.
     *
     * @param id its id
     * @param reference what the caller calls it
     * @param totalMinor what was given back, in pence
     * @param lines how many lines it has
     */
    public record Accepted(UUID id, String reference, long totalMinor, int lines) {}

    private final Orders orders;
    private final StockKeeping stock;
    private final Ledger ledger;
    private final ReturnRepository returns;
    private final RefundPayment refunds;
    private final IdSource ids;

    AcceptReturn(
            Orders orders,
            StockKeeping stock,
            Ledger ledger,
            ReturnRepository returns,
            RefundPayment refunds,
            IdSource ids) {
        this.orders = orders;
        this.stock = stock;
        this.ledger = ledger;
        this.returns = returns;
        this.refunds = refunds;
        this.ids = ids;
    }

    /**
     * Accepts the return. Without an order there is nothing to check it against, so only the back office may do that. The
     * order is locked before the stock, and the stock before the wallet.
     *
     * @param returned what comes back
     * @param caller who says so
     * @return the return
     * @throws ShopRejection {@code order-required}, {@code unknown-order}, {@code order-not-returnable},
     *     {@code return-exceeds-order}, {@code unknown-product} or {@code unknown-customer}
     */
    @Transactional
    public Accepted accept(Returned returned, ShopClient caller) {
        String customer = returned.order() == null
                ? customerWithoutOrder(returned, caller)
                : customerOf(returned.order(), returned);
        UUID id = ids.next();
        long total = PricedLine.total(returned.lines());
        stock.move(new StockMove(MovementKind.RETURN, id, returned.reference(), backToShelf(returned.lines())));
        ledger.refund(id, customer, total);
        returns.add(
                new ReturnRecord(id, returned.reference(), customer, returned.order(), caller.name(), total),
                returned.lines());
        return new Accepted(id, returned.reference(), total, returned.lines().size());
    }

    private static @Nullable String customerWithoutOrder(Returned returned, ShopClient caller) {
        if (!caller.maySetPrices()) {
            throw ShopRejection.forbidden("order-required", "This client names the order that goods come back from.");
        }
        return returned.customer();
    }

    private @Nullable String customerOf(UUID order, Returned returned) {
        Orders.Sale sale = orders.admitReturn(order);
        new ReturnLimits(order, sale, returns.earlierOf(order), refunds.refundedOf(order)).check(returned);
        return sale.customer();
    }

    private static List<StockLine> backToShelf(List<PricedLine> lines) {
        return lines.stream()
                .map(line -> new StockLine(line.code(), line.quantity()))
                .toList();
    }
}
