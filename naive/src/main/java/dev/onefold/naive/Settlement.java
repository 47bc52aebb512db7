package dev.onefold.naive;

import java.sql.Date;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Technique 8 left out. */
final class Settlement {

    private Settlement() {}

    /** The habit: "if there is a row of today, it has run"; a commit for each account, and no index behind it. */
    static Reply settle(Database database, Call call) throws SQLException {
        Date date = Date.valueOf(call.part(0));
        long there = database.transaction(sql -> sql.number("SELECT count(*) FROM settlement WHERE date = ?", date));
        if (there > 0) {
            return Reply.again(200, Map.of("date", call.part(0)));
        }
        List<String> accounts = database.transaction(
                sql -> sql.texts("SELECT id FROM account WHERE kind = 'WALLET' ORDER BY customer"));
        for (String account : accounts) {
            database.transaction(sql -> sql.update(
                    "INSERT INTO settlement (date, account, amount_minor) SELECT ?, id, balance_minor FROM account WHERE id = ?",
                    date,
                    Sql.id(account)));
        }
        return Reply.of(200, Map.of("date", call.part(0), "accounts", accounts.size()));
    }
}
