package dev.onefold.prover.trading;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes up a trading day under a seed: the same seed gives the same rows. It has the shape and the oddities of real
 * trading: few hot products and a long tail, many small orders and some of hundreds of lines, guests, one code at two
 * prices in an order, codes that differ only in case, a line worth nothing, an invoice whose lines are apart.
 */
public final class TradingDay {

    static final int ORDERS = 200;
    static final int RETURNS = 20;
    static final int ADJUSTMENTS = 5;
    static final int CUSTOMERS = 120;
    static final int MAX_ORDER_LINES = 400;

    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);
    private static final int FIRST_INVOICE = 700_001;
    private static final int OPENING_SECOND = 8 * 3600;
    private static final int OPEN_SECONDS = 10 * 3600;
    private static final double MEDIAN_ORDER_LINES = 14;
    private static final double SPREAD_OF_ORDER_LINES = 1.0;
    private static final double GUEST_SHARE = 0.07;
    private static final double REPEATED_CODE_SHARE = 0.14;

    private final Random random;
    private final GoodsRange goods;
    private final List<TradingRow> rows = new ArrayList<>();

    private TradingDay(long seed) {
        random = new Random(seed);
        goods = new GoodsRange(random);
    }

    /** The rows of the day of this seed. */
    public static List<TradingRow> rows(long seed) {
        TradingDay day = new TradingDay(seed);
        day.trade();
        return List.copyOf(day.rows);
    }

    private void trade() {
        int documents = ORDERS + RETURNS + ADJUSTMENTS;
        int orders = 0;
        int returns = 0;
        for (int i = 0; i < documents; i++) {
            LocalDateTime at = DAY.atStartOfDay().plusSeconds(OPENING_SECOND + (long) i * OPEN_SECONDS / documents);
            if (orders * documents <= i * ORDERS) {
                order(FIRST_INVOICE + i, at, orders);
                orders++;
            } else if (returns * (RETURNS + ADJUSTMENTS) <= (i - orders) * RETURNS) {
                goodsReturn("C" + (FIRST_INVOICE + i), at);
                returns++;
            } else {
                adjustment(Integer.toString(FIRST_INVOICE + i), at);
            }
        }
        tearTheFirstInvoiceApart();
    }

    private void order(int invoice, LocalDateTime at, int ordinal) {
        String number = Integer.toString(invoice);
        String customer = random.nextDouble() < GUEST_SHARE ? null : customer();
        int lines = orderLines(ordinal);
        for (int line = 0; line < lines; line++) {
            Goods sold = goods.pick(random);
            add(number, sold, 1 + random.nextInt(12), at, sold.price(), customer);
        }
        if (random.nextDouble() < REPEATED_CODE_SHARE) {
            sameCodeAtTwoPrices(number, at, customer);
        }
        if (ordinal == 1) {
            add(number, goods.cheapest(), 1, at, new BigDecimal("0.001"), customer);
        }
        if (ordinal == 2) {
            add(number, goods.upperCase(), 2, at, goods.upperCase().price(), customer);
            add(number, goods.lowerCase(), 3, at, goods.lowerCase().price(), customer);
        }
    }

    private int orderLines(int ordinal) {
        if (ordinal == ORDERS / 2) {
            return MAX_ORDER_LINES;
        }
        double drawn = MEDIAN_ORDER_LINES * Math.exp(SPREAD_OF_ORDER_LINES * random.nextGaussian());
        return (int) Math.max(1, Math.min(MAX_ORDER_LINES, Math.round(drawn)));
    }

    private void sameCodeAtTwoPrices(String invoice, LocalDateTime at, @Nullable String customer) {
        Goods sold = goods.pick(random);
        add(invoice, sold, 2, at, sold.price(), customer);
        add(
                invoice,
                sold,
                48,
                at,
                sold.price().multiply(new BigDecimal("0.85")).setScale(3, java.math.RoundingMode.DOWN),
                customer);
    }

    private void goodsReturn(String invoice, LocalDateTime at) {
        String customer = customer();
        int lines = 1 + random.nextInt(4);
        for (int line = 0; line < lines; line++) {
            Goods returned = goods.pick(random);
            add(invoice, returned, -(1 + random.nextInt(6)), at, returned.price(), customer);
        }
    }

    private void adjustment(String invoice, LocalDateTime at) {
        add(invoice, goods.pick(random), -(1 + random.nextInt(40)), at, BigDecimal.ZERO, null);
        if (random.nextBoolean()) {
            add(invoice, goods.pick(random), 1 + random.nextInt(20), at, BigDecimal.ZERO, null);
        }
    }

    /** Real files have one invoice whose lines do not follow each other. */
    private void tearTheFirstInvoiceApart() {
        TradingRow first = rows.remove(0);
        rows.add(
                Math.min(rows.size(), MAX_ORDER_LINES),
                new TradingRow(
                        first.rowNumber(),
                        first.invoice(),
                        first.code(),
                        first.description(),
                        first.quantity(),
                        first.at(),
                        first.unitPrice(),
                        first.customer(),
                        first.country()));
    }

    private String customer() {
        return Integer.toString(12_000 + random.nextInt(CUSTOMERS));
    }

    private void add(
            String invoice, Goods sold, int quantity, LocalDateTime at, BigDecimal price, @Nullable String customer) {
        long rowNumber = rows.size() + 2L;
        rows.add(new TradingRow(
                rowNumber, invoice, sold.code(), sold.description(), quantity, at, price, customer, "United Kingdom"));
    }
}
