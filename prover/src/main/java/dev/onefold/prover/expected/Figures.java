package dev.onefold.prover.expected;

/**
 * The totals of a period.
 *
 * @param orders number of orders
 * @param orderLines their lines
 * @param orderPence their value
 * @param returns number of returns
 * @param returnLines their lines
 * @param returnPence their value, negative
 * @param netUnitsSha256 SHA-256 of {@code code net-units} lines in byte order
 */
public record Figures(
        long orders,
        long orderLines,
        long orderPence,
        long returns,
        long returnLines,
        long returnPence,
        String netUnitsSha256) {}
