package dev.onefold.prover.books;

import dev.onefold.prover.trading.DocumentKind;
import java.sql.SQLException;

/** The stock movements of each order and return are its lines, code by code. */
final class MovementsCheck implements Check {

    @Override
    public void run(Ledgers ledgers, BooksInput input, Findings findings) throws SQLException {
        ledgers.query("wrong-movements", row -> {
            String reference = row.getString("reference");
            boolean sale = "SALE".equals(row.getString("kind"));
            String detail = "id " + row.getString("source") + " moved " + row.getLong("moved") + " of "
                    + row.getString("code") + ", its lines say " + row.getLong("stated");
            if (reference == null) {
                findings.general("movement-stray", detail);
            } else {
                findings.about(sale ? DocumentKind.ORDER : DocumentKind.RETURN, reference, "movement-wrong", detail);
            }
        });
        ledgers.query(
                "movement-kinds",
                row -> findings.general(
                        "movement-stray",
                        row.getLong("movements") + " movements of kind " + row.getString("kind")
                                + " that nothing asked for"));
    }
}
