package dev.onefold.shop.stock;

/**
 * A change of one product's stock.
 *
 * @param code the product
 * @param delta units added, or taken if negative; not 0
 */
public record StockLine(String code, long delta) {}
