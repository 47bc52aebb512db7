package dev.onefold.prover.books;

import dev.onefold.prover.database.Database;
import dev.onefold.prover.expected.Figures;
import dev.onefold.prover.verdict.NoVerdictException;
import dev.onefold.prover.verdict.Violations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the shop's tables by SQL, in one snapshot, and compares every figure. */
public final class Books {

    private static final List<Check> CHECKS = List.of(
            new FiguresCheck(),
            new OrdersCheck(),
            new ReturnsCheck(),
            new AdjustmentsCheck(),
            new MovementsCheck(),
            new StockCheck(),
            new LedgerCheck(),
            new WalletsCheck());

    private Books() {}

    /**
     * Compares the books with what they must show.
     *
     * @param violations takes what is wrong
     * @return the figures as the tables show them
     * @throws NoVerdictException if the tables cannot be read
     */
    public static Figures check(Database database, BooksInput input, Violations violations) {
        Findings findings = new Findings(violations, input.keyOf());
        try (Connection connection = snapshot(database)) {
            Ledgers ledgers = new Ledgers(connection);
            for (Check check : CHECKS) {
                check.run(ledgers, input, findings);
            }
            return FiguresCheck.read(ledgers);
        } catch (SQLException e) {
            throw new NoVerdictException("the books cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses books in which something is written already.
     *
     * @throws NoVerdictException naming the tables that hold rows
     */
    public static void requireEmpty(Database database) {
        List<String> filled = new ArrayList<>();
        try (Connection connection = snapshot(database)) {
            new Ledgers(connection).query("filled-tables", row -> filled.add(row.getString(1)));
        } catch (SQLException e) {
            throw new NoVerdictException("the books cannot be read: " + e.getMessage(), e);
        }
        if (!filled.isEmpty()) {
            throw new NoVerdictException("the shop's books are not empty (" + String.join(", ", filled)
                    + "); a replay needs a database of its own");
        }
    }

    private static Connection snapshot(Database database) throws SQLException {
        Connection connection = database.open();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        return connection;
    }
}
