package dev.onefold.prover.books;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every wallet holds the sum of its entries, which is what the customer had, less orders, plus returns. */
final class WalletsCheck implements Check {

    @Override
    public void run(Ledgers ledgers, BooksInput input, Findings findings) throws SQLException {
        Map<String, Long> remaining = input.expected().remainingPence(input.openingPence());
        Set<String> unseen = new TreeSet<>(remaining.keySet());
        ledgers.query("wallets", row -> {
            String customer = row.getString("customer");
            long balance = row.getLong("balance_minor");
            long entries = row.getLong("entries_minor");
            long expected = remaining.getOrDefault(customer, 0L);
            if (!unseen.remove(customer)) {
                findings.general("wallet-wrong", "customer " + customer + " has a wallet nobody asked for");
            }
            if (balance != entries || balance != expected) {
                findings.general(
                        "wallet-wrong",
                        "customer " + customer + " has " + balance + " pence, its entries sum to " + entries
                                + ", expected " + expected);
            }
            if (balance < 0) {
                findings.general("wallet-negative", "customer " + customer + " has " + balance + " pence");
            }
        });
        unseen.forEach(customer -> findings.general("wallet-wrong", "customer " + customer + " has no wallet"));
    }
}
