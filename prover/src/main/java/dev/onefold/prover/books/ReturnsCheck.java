package dev.onefold.prover.books;

import dev.onefold.prover.trading.DocumentKind;
import java.sql.SQLException;

/** Every return exactly once and whole. */
final class ReturnsCheck implements Check {

    @Override
    public void run(Ledgers ledgers, BooksInput input, Findings findings) throws SQLException {
        Register register = new Register(DocumentKind.RETURN, input.expected().returns(), findings);
        ledgers.query("returns", row -> register.add(Entry.of(row)));
        register.compare(input.told());
    }
}
