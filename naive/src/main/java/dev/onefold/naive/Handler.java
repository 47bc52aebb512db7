package dev.onefold.naive;

import java.sql.SQLException;

/** Answers a call; begins its transactions itself. */
interface Handler {

    Reply answer(Database database, Call call) throws SQLException;

    /** Answers a call within one transaction. */
    interface InTransaction {
        Reply answer(Sql sql, Call call) throws SQLException;
    }
}
