package dev.onefold.shop.order;

import dev.onefold.shop.client.ShopClient;
import dev.onefold.shop.shared.PricedLine;
import dev.onefold.shop.shared.ShopRejection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What lines cost: the price that the back office names, or the catalogue's. */
final class Pricing {

    private Pricing() {}

    /** The products of which the catalogue's price is asked. */
    static List<String> unpriced(List<WantedLine> lines) {
        return lines.stream()
                .filter(line -> line.unitPrice() == null)
                .map(WantedLine::code)
                .toList();
    }

    /**
     * The lines at their prices.
     *
     * @param prices the catalogue's, of those products that it has
     * @throws ShopRejection {@code price-not-allowed} or {@code unknown-product}, naming the first in code order
     */
    static List<PricedLine> settle(List<WantedLine> lines, ShopClient caller, Map<String, BigDecimal> prices) {
        TreeSet<String> unknown = new TreeSet<>(unpriced(lines));
        if (lines.stream().anyMatch(line -> line.unitPrice() != null) && !caller.maySetPrices()) {
            throw ShopRejection.forbidden("price-not-allowed", "This client buys at the catalogue's prices.");
        }
        unknown.removeAll(prices.keySet());
        if (!unknown.isEmpty()) {
            throw ShopRejection.unknown("product", unknown.first());
        }
        return lines.stream().map(line -> price(line, prices)).toList();
    }

    private static PricedLine price(WantedLine line, Map<String, BigDecimal> prices) {
        BigDecimal named = line.unitPrice();
        BigDecimal unitPrice = named != null ? named : prices.getOrDefault(line.code(), BigDecimal.ZERO);
        return PricedLine.of(line.code(), line.quantity(), unitPrice);
    }
}
