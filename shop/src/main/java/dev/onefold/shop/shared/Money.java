package dev.onefold.shop.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What things are worth. Amounts are {@code long} minor units of {@link #CURRENCY}; unit prices are decimals in major units. */
public final class Money {

    /** The one currency the shop trades in. */
    public static final String CURRENCY = "GBP";

    /** The most units one line may move; with {@link #MAX_UNIT_PRICE} it keeps every total far inside a {@code long}. */
    public static final long MAX_QUANTITY = 1_000_000;

    /** The highest unit price, in pounds, as an annotation needs it. */
    public static final String MAX_UNIT_PRICE = "1000000";

    /** The largest amount one request may pay in, in pence. */
    public static final long MAX_AMOUNT_PENCE = 1_000_000_000_000L;

    private static final int MINOR_DIGITS = 2;

    private Money() {}

    /**
     * The value of a line, rounded half up to the penny.
     *
     * @param quantity how many units
     * @param unitPrice what one costs, in pounds
     * @return the value in pence
     */
    public static long lineValue(long quantity, BigDecimal unitPrice) {
        return unitPrice
                .multiply(BigDecimal.valueOf(quantity))
                .movePointRight(MINOR_DIGITS)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
