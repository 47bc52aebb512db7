package dev.onefold.shop.imports;

import java.math.BigDecimal;

/**
 * A product from elsewhere.
 *
 * @param code its stock code
 * @param description what it is
 * @param unitPrice what one costs, in pounds
 * @param openingStock how many there are, 0 or more
 */
public record ImportedProduct(String code, String description, BigDecimal unitPrice, long openingStock) {}
