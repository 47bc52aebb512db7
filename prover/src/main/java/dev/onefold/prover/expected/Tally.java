package dev.onefold.prover.expected;

import dev.onefold.prover.trading.TradingRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One order or return while its lines are being counted. */
final class Tally {

    private static final BigDecimal PENCE_PER_POUND = BigDecimal.valueOf(100);
    private static final BigDecimal PRICE_UNITS_PER_POUND = BigDecimal.valueOf(10_000);

    private final String reference;
    private final @Nullable String customer;
    private final List<String> lines = new ArrayList<>();
    private long pence;

    Tally(String reference, @Nullable String customer) {
        this.reference = reference;
        this.customer = customer;
    }

    void add(TradingRow row) {
        long units = Math.abs((long) row.quantity());
        long value = pence(units, row.unitPrice());
        long price = row.unitPrice().multiply(PRICE_UNITS_PER_POUND).longValueExact();
        lines.add(row.code() + " " + units + " " + price + " " + value);
        pence += value;
    }

    /** Quantity times price, in pence, half a penny going up. */
    static long pence(long units, BigDecimal pounds) {
        return BigDecimal.valueOf(units)
                .multiply(pounds)
                .multiply(PENCE_PER_POUND)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    ExpectedDocument finished() {
        List<String> sorted = new ArrayList<>(lines);
        sorted.sort(ByteOrder.COMPARATOR);
        return new ExpectedDocument(reference, customer, lines.size(), pence, ByteOrder.sha256(sorted));
    }
}
