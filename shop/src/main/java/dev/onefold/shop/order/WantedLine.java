package dev.onefold.shop.order;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A line somebody wants.
 *
 * @param code the product
 * @param quantity how many units, more than 0
 * @param unitPrice what one costs, in pounds, or null for the catalogue's price
 */
public record WantedLine(
        String code, long quantity, @Nullable BigDecimal unitPrice) {}
