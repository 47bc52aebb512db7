package dev.onefold.prover;

import dev.onefold.prover.trading.TradingRow;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A few rows with every oddity there is in real trading. */
public final class Fixture {

    private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 2, 9, 30);

    private Fixture() {}

    /**
     * Two orders (one of a guest, one whose lines are apart and which names a code at two prices), a return, an invoice
     * with an order line and a write-off, a write-off with a credit, a debt written off.
     */
    public static List<TradingRow> rows() {
        return List.of(
                row(2, "900001", "15056BL", 2, "5.95", "15001"),
                row(3, "900002", "T1", 6, "2.55", null),
                row(4, "900001", "15056bl", 3, "5.95", "15001"),
                row(5, "900001", "15056BL", 1, "4.125", "15001"),
                row(6, "C900003", "T1", -2, "2.55", "15002"),
                row(7, "900002", "PAD", 1, "0.001", null),
                row(8, "900002", "T1", -4, "0", null),
                row(9, "900004", "T2", -5, "0", null),
                row(10, "900004", "T2", 7, "0", null),
                row(11, "A900005", "B", 1, "-11062.06", null),
                row(12, "900006", "T1", 10, "0", "15001"));
    }

    /** One row. */
    public static TradingRow row(
            long number, String invoice, String code, int quantity, String price, @Nullable String customer) {
        return new TradingRow(
                number, invoice, code, "goods " + code, quantity, AT, new BigDecimal(price), customer, "Denmark");
    }
}
