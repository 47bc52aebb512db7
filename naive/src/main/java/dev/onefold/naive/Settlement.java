package dev.onefold.naive;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Technique 8 left out. */
final class Settlement {

    private Settlement() {}

    static Reply catchUp(Database database, Call call) throws SQLException {
        LocalDate to = LocalDate.parse(call.text("to"));
        for (LocalDate day = LocalDate.parse(call.text("from")); !day.isAfter(to); day = day.plusDays(1)) {
            settle(database, day);
        }
        return Reply.of(200, Map.of("to", call.text("to")));
    }

    static Reply settle(Database database, Call call) throws SQLException {
        return settle(database, LocalDate.parse(call.part(0)))
                ? Reply.of(200, Map.of("date", call.part(0)))
                : Reply.again(200, Map.of("date", call.part(0)));
    }

    /** The habit: "if there is a row of today, it has run"; a commit for each account, and no index behind it. */
    private static boolean settle(Database database, LocalDate day) throws SQLException {
        long there = database.transaction(sql -> sql.number("SELECT count(*) FROM settlement WHERE date = ?", day));
        if (there > 0) {
            return false;
        }
        List<String> accounts = database.transaction(
                sql -> sql.texts("SELECT id FROM account WHERE kind = 'WALLET' ORDER BY customer"));
        for (String account : accounts) {
            database.transaction(sql -> sql.update(
                    "INSERT INTO settlement (date, account, amount_minor) SELECT ?, id, balance_minor FROM account WHERE id = ?",
                    day,
                    Sql.id(account)));
        }
        return true;
    }
}
