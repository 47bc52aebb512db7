package dev.onefold.prover.books;

import dev.onefold.prover.expected.Figures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The totals of the period. */
final class FiguresCheck implements Check {

    @Override
    public void run(Ledgers ledgers, BooksInput input, Findings findings) throws SQLException {
        Figures found = read(ledgers);
        Figures expected = input.expected().figures();
        compare("orders", found.orders(), expected.orders(), findings);
        compare("order_lines", found.orderLines(), expected.orderLines(), findings);
        compare("order_pence", found.orderPence(), expected.orderPence(), findings);
        compare("returns", found.returns(), expected.returns(), findings);
        compare("return_lines", found.returnLines(), expected.returnLines(), findings);
        compare("return_pence", found.returnPence(), expected.returnPence(), findings);
        if (!found.netUnitsSha256().equals(expected.netUnitsSha256())) {
            findings.general(
                    "total-wrong",
                    "net_units_sha256 is " + found.netUnitsSha256() + ", expected " + expected.netUnitsSha256());
        }
    }

    static Figures read(Ledgers ledgers) throws SQLException {
        List<Figures> figures = new ArrayList<>(1);
        ledgers.query(
                "figures",
                row -> figures.add(new Figures(
                        row.getLong("orders"),
                        row.getLong("order_lines"),
                        row.getLong("order_pence"),
                        row.getLong("returns"),
                        row.getLong("return_lines"),
                        row.getLong("return_pence"),
                        row.getString("net_units_sha256"))));
        return figures.get(0);
    }

    private static void compare(String name, long found, long expected, Findings findings) {
        if (found != expected) {
            findings.general("total-wrong", name + " is " + found + ", expected " + expected);
        }
    }
}
