package dev.onefold.naive;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Technique 4 left out. */
final class Checkouts {

    private Checkouts() {}

    static Reply issue(Sql sql, Call call) throws SQLException {
        String token = UUID.randomUUID().toString();
        sql.update("INSERT INTO checkout_token (token, customer) VALUES (?, ?)", token, call.text("customer"));
        return Reply.of(201, Map.of("token", token));
    }

    /** The habit: look whether the token is used, do the work, mark it used. */
    static Reply submit(Sql sql, Call call) throws SQLException {
        String token = call.text("token");
        String customer = call.text("customer");
        if (sql.text("SELECT token FROM checkout_token WHERE token = ?", token) == null) {
            return Reply.no(409, "never issued");
        }
        String done = sql.text("SELECT checkout_id FROM checkout_token WHERE token = ?", token);
        if (done != null) {
            return Reply.again(201, Map.of("id", done));
        }
        long total = Basics.total(sql, call.body().path("lines"));
        String id = Objects.requireNonNull(sql.text(
                "INSERT INTO checkout (token_hash, customer, total_minor) VALUES (?, ?, ?) RETURNING id",
                token,
                customer,
                total));
        Basics.place(sql, id, customer, call.body().path("lines"));
        sql.update("UPDATE checkout_token SET checkout_id = ? WHERE token = ?", Sql.id(id), token);
        return Reply.of(201, Map.of("id", id));
    }
}
