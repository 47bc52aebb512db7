package dev.onefold.prover.books;

import java.sql.SQLException;

/** One comparison of the books with what they must show. */
interface Check {

    void run(Ledgers ledgers, BooksInput input, Findings findings) throws SQLException;
}
