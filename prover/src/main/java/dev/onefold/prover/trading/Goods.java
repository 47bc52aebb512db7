package dev.onefold.prover.trading;

import java.math.BigDecimal;

/**
 * A product of the made-up day.
 *
 * @param code stock code
 * @param description what it is called
 * @param price pounds
 */
record Goods(String code, String description, BigDecimal price) {}
