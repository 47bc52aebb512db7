package dev.onefold.prover.books;

import dev.onefold.prover.trading.DocumentKind;
import java.sql.SQLException;

/** Every order exactly once, whole, paid once and in full. */
final class OrdersCheck implements Check {

    @Override
    public void run(Ledgers ledgers, BooksInput input, Findings findings) throws SQLException {
        Register register = new Register(DocumentKind.ORDER, input.expected().orders(), findings);
        ledgers.query("orders", row -> {
            register.add(Entry.of(row));
            if (!"PAID".equals(row.getString("status"))) {
                findings.about(
                        DocumentKind.ORDER,
                        row.getString("reference"),
                        "order-status-wrong",
                        "id " + row.getString("id") + " is " + row.getString("status"));
            }
        });
        register.compare(input.told());
        ledgers.query(
                "wrong-payments",
                row -> findings.about(
                        DocumentKind.ORDER,
                        row.getString("reference"),
                        "payment-wrong",
                        "id " + row.getString("id") + " of " + row.getLong("total_minor") + " pence has "
                                + row.getLong("payments") + " payments of " + row.getLong("paid_minor")
                                + " pence together"));
        ledgers.query(
                "stray-payments",
                row -> findings.general("payment-stray", "payment " + row.getString("id") + " belongs to no order"));
    }
}
