package dev.onefold.prover.books;

import dev.onefold.prover.expected.Figures;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Entries sum to zero, in all and in each transaction; one payment transaction an order, one refund a return. */
final class LedgerCheck implements Check {

    @Override
    public void run(Ledgers ledgers, BooksInput input, Findings findings) throws SQLException {
        ledgers.query(
                "unbalanced-currencies",
                row -> findings.general(
                        "ledger-unbalanced",
                        "all entries in " + row.getString("currency") + " sum to " + row.getLong("sum_minor")));
        ledgers.query(
                "unbalanced-transactions",
                row -> findings.general(
                        "ledger-unbalanced",
                        "transaction " + row.getString("id") + " (" + row.getString("kind") + " of "
                                + row.getString("source") + ") sums to " + row.getLong("sum_minor") + " "
                                + row.getString("currency")));
        Map<String, Long> counts = new TreeMap<>();
        ledgers.query("transactions", row -> counts.put(row.getString("kind"), row.getLong("transactions")));
        Figures expected = input.expected().figures();
        compare(findings, "PAYMENT", counts, expected.orders());
        compare(findings, "REFUND", counts, expected.returns());
        compare(findings, "TOP_UP", counts, 0);
        ledgers.query("sales-account", row -> {
            long net = Math.abs(expected.orderPence() + expected.returnPence());
            long found = Math.abs(row.getLong("sum_minor"));
            if (found != net) {
                findings.general("sales-wrong", "the sales account holds " + found + " pence, expected " + net);
            }
        });
    }

    private static void compare(Findings findings, String kind, Map<String, Long> counts, long expected) {
        long found = counts.getOrDefault(kind, 0L);
        if (found != expected) {
            findings.general(
                    "ledger-transactions-wrong", found + " transactions of kind " + kind + ", expected " + expected);
        }
    }
}
