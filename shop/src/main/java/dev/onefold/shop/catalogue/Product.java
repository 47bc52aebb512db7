package dev.onefold.shop.catalogue;

import java.math.BigDecimal;

/**
 * A thing the shop sells.
 *
 * @param code its stock code, case-sensitive
 * @param description what it is
 * @param unitPrice what one costs now, in pounds
 */
public record Product(String code, String description, BigDecimal unitPrice) {}
