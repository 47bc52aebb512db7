package dev.onefold.shop.returns;

import dev.onefold.shop.order.Orders;
import dev.onefold.shop.shared.PricedLine;
import dev.onefold.shop.shared.ShopRejection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What may come back from one order: no more units than it sold, at no higher price, for no more money than was paid. */
final class ReturnLimits {

    private final UUID order;
    private final Orders.Sale sale;
    private final List<PricedLine> earlier;
    private final long refundedMinor;

    ReturnLimits(UUID order, Orders.Sale sale, List<PricedLine> earlier, long refundedMinor) {
        this.order = order;
        this.sale = sale;
        this.earlier = earlier;
        this.refundedMinor = refundedMinor;
    }

    void check(AcceptReturn.Returned returned) {
        if (returned.customer() != null && !returned.customer().equals(sale.customer())) {
            throw exceeds("The order is not of customer " + returned.customer() + ".");
        }
        checkQuantities(returned.lines());
        checkPrices(returned.lines());
        if (refundedMinor + PricedLine.total(earlier) + PricedLine.total(returned.lines()) > sale.totalMinor()) {
            throw exceeds("More would be given back than was paid.");
        }
    }

    private void checkQuantities(List<PricedLine> lines) {
        Map<String, Long> left = quantities(sale.lines());
        earlier.forEach(line -> left.merge(line.code(), -line.quantity(), Long::sum));
        quantities(lines).forEach((code, quantity) -> {
            if (quantity > left.getOrDefault(code, 0L)) {
                throw exceeds("Of " + code + ", " + quantity + " cannot come back: the order has "
                        + left.getOrDefault(code, 0L) + " left.");
            }
        });
    }

    private void checkPrices(List<PricedLine> lines) {
        Map<String, BigDecimal> highest = new TreeMap<>();
        sale.lines().forEach(line -> highest.merge(line.code(), line.unitPrice(), BigDecimal::max));
        for (PricedLine line : lines) {
            if (line.unitPrice().compareTo(highest.getOrDefault(line.code(), BigDecimal.ZERO)) > 0) {
                throw exceeds(line.code() + " was sold at a lower price.");
            }
        }
    }

    private static Map<String, Long> quantities(List<PricedLine> lines) {
        Map<String, Long> quantities = new TreeMap<>();
        lines.forEach(line -> quantities.merge(line.code(), line.quantity(), Long::sum));
        return quantities;
    }

    private ShopRejection exceeds(String detail) {
        return ShopRejection.conflict("return-exceeds-order", detail, Map.of("order", order.toString()));
    }
}
