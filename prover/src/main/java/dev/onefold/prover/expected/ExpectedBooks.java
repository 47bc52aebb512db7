package dev.onefold.prover.expected;

import dev.onefold.prover.trading.TradingRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the books must show after the rows were traded once each. It reads the rows again with its own rule for what a
 * line is; the sender's way of gathering them is not used, so that a mistake there shows.
 *
 * @param orders by invoice number
 * @param returns by invoice number
 * @param adjustments by invoice number, the units moved by code
 * @param netUnits sold less returned, by code in byte order, for every code in an order or return
 */
public record ExpectedBooks(
        Map<String, ExpectedDocument> orders,
        Map<String, ExpectedDocument> returns,
        Map<String, Map<String, Long>> adjustments,
        Map<String, Long> netUnits) {

    private static final Pattern ORDER_NUMBER = Pattern.compile("[0-9]+");

    /** The books after all rows. */
    public static ExpectedBooks of(List<TradingRow> rows) {
        return of(rows, Excluded.NOTHING);
    }

    /** The books after all rows but those of the invoices left out. */
    public static ExpectedBooks of(List<TradingRow> rows, Excluded excluded) {
        Map<String, Tally> orders = new LinkedHashMap<>();
        Map<String, Tally> returns = new LinkedHashMap<>();
        Map<String, Map<String, Long>> adjustments = new LinkedHashMap<>();
        Map<String, Long> net = new TreeMap<>(ByteOrder.COMPARATOR);
        for (TradingRow row : rows) {
            if (sells(row)) {
                count(row, orders, excluded.orders(), net);
            } else if (takesBack(row)) {
                count(row, returns, excluded.returns(), net);
            } else if (!excluded.adjustments().contains(row.invoice())) {
                adjustments
                        .computeIfAbsent(row.invoice(), unseen -> new TreeMap<>(ByteOrder.COMPARATOR))
                        .merge(row.code(), (long) row.quantity(), Long::sum);
            }
        }
        return new ExpectedBooks(finished(orders), finished(returns), adjustments, net);
    }

    private static boolean sells(TradingRow row) {
        return ORDER_NUMBER.matcher(row.invoice()).matches()
                && row.quantity() > 0
                && row.unitPrice().signum() > 0;
    }

    private static boolean takesBack(TradingRow row) {
        return row.invoice().charAt(0) == 'C'
                && row.quantity() < 0
                && row.unitPrice().signum() > 0;
    }

    private static void count(TradingRow row, Map<String, Tally> tallies, Set<String> excluded, Map<String, Long> net) {
        if (excluded.contains(row.invoice())) {
            return;
        }
        tallies.computeIfAbsent(row.invoice(), number -> new Tally(number, row.customer()))
                .add(row);
        net.merge(row.code(), (long) row.quantity(), Long::sum);
    }

    private static Map<String, ExpectedDocument> finished(Map<String, Tally> tallies) {
        Map<String, ExpectedDocument> documents = new LinkedHashMap<>();
        tallies.forEach((reference, tally) -> documents.put(reference, tally.finished()));
        return documents;
    }

    /** These books with more adjustments. */
    public ExpectedBooks withAdjustments(Map<String, Map<String, Long>> more) {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>(adjustments);
        all.putAll(more);
        return new ExpectedBooks(orders, returns, all, netUnits);
    }

    /** The totals a person compares. */
    public Figures figures() {
        return new Figures(
                orders.size(),
                lines(orders),
                pence(orders),
                returns.size(),
                lines(returns),
                -pence(returns),
                netUnitsSha256());
    }

    /** What must remain of every code, from what was there at first. */
    public Map<String, Long> remainingUnits(Map<String, Long> opening) {
        Map<String, Long> remaining = new TreeMap<>(ByteOrder.COMPARATOR);
        remaining.putAll(opening);
        netUnits.forEach((code, units) -> remaining.merge(code, -units, Long::sum));
        adjustments.values().forEach(moved -> moved.forEach((code, units) -> remaining.merge(code, units, Long::sum)));
        return remaining;
    }

    /** What must be in every wallet, from what was there at first. */
    public Map<String, Long> remainingPence(Map<String, Long> opening) {
        Map<String, Long> remaining = new TreeMap<>(opening);
        orders.values().forEach(order -> move(remaining, order, -order.pence()));
        returns.values().forEach(returned -> move(remaining, returned, returned.pence()));
        return remaining;
    }

    private static void move(Map<String, Long> remaining, ExpectedDocument document, long pence) {
        String customer = document.customer();
        if (customer != null) {
            remaining.merge(customer, pence, Long::sum);
        }
    }

    private String netUnitsSha256() {
        List<String> lines = new ArrayList<>(netUnits.size());
        netUnits.forEach((code, units) -> lines.add(code + " " + units));
        return ByteOrder.sha256(lines);
    }

    private static long lines(Map<String, ExpectedDocument> documents) {
        return documents.values().stream().mapToLong(ExpectedDocument::lines).sum();
    }

    private static long pence(Map<String, ExpectedDocument> documents) {
        return documents.values().stream().mapToLong(ExpectedDocument::pence).sum();
    }
}
