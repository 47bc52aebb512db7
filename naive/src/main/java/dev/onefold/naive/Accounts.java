package dev.onefold.naive;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/** Technique 3 left out, for accounts. */
final class Accounts {

    private Accounts() {}

    /** The habit: "if there is none, insert one", with no unique index behind it. */
    static Reply open(Sql sql, Call call) throws SQLException {
        String customer = call.part(0);
        String currency = call.text("currency");
        String known =
                sql.text("SELECT id FROM customer_account WHERE customer = ? AND currency = ?", customer, currency);
        if (known != null) {
            return Reply.again(200, Map.of("id", known));
        }
        String id = Objects.requireNonNull(sql.text(
                "INSERT INTO customer_account (customer, currency, credit_limit_minor) VALUES (?, ?, ?) RETURNING id",
                customer,
                currency,
                call.number("creditLimitMinor")));
        return Reply.of(201, Map.of("id", id));
    }
}
