package dev.onefold.shop.shared;

import java.math.BigDecimal;
import java.util.List;

/**
 * One line of an order or a return at a settled price.
 *
 * @param code the product
 * @param quantity how many units, more than 0
 * @param unitPrice what one costs, in pounds
 * @param valueMinor what the line is worth, in pence
 */
public record PricedLine(String code, long quantity, BigDecimal unitPrice, long valueMinor) {

    /**
     * A line worth quantity × unit price, rounded half up.
     *
     * @param code the product
     * @param quantity how many units
     * @param unitPrice what one costs, in pounds
     * @return the line
     */
    public static PricedLine of(String code, long quantity, BigDecimal unitPrice) {
        return new PricedLine(code, quantity, unitPrice, Money.lineValue(quantity, unitPrice));
    }

    /**
     * What the lines are worth together.
     *
     * @param lines the lines
     * @return the sum of their values, in pence
     */
    public static long total(List<PricedLine> lines) {
        return lines.stream().mapToLong(PricedLine::valueMinor).reduce(0, Math::addExact);
    }
}
