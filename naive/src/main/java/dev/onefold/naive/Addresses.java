package dev.onefold.naive;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/** Technique 2 left out. */
final class Addresses {

    private Addresses() {}

    static Reply add(Sql sql, Call call) throws SQLException {
        String customer = call.part(0);
        String label = call.text("label");
        String known = sql.text("SELECT id FROM address WHERE customer = ? AND label = ?", customer, label);
        if (known != null) {
            return Reply.no(409, "there is one");
        }
        String id = Objects.requireNonNull(sql.text(
                "INSERT INTO address (customer, label, text) VALUES (?, ?, ?) RETURNING id",
                customer,
                label,
                call.text("text")));
        return Reply.of(201, Map.of("id", id));
    }

    static Reply get(Sql sql, Call call) throws SQLException {
        String text = sql.text("SELECT text FROM address WHERE customer = ? AND label = ?", call.part(0), call.part(1));
        return text == null ? Reply.no(404, "no such address") : Reply.of(200, Map.of("text", text));
    }

    /** The habit: find, tell the world, delete by name; If-Match is for others, and nobody looks at the number of rows. */
    static Reply delete(Sql sql, Call call) throws SQLException {
        String customer = call.part(0);
        String label = call.part(1);
        String id = sql.text("SELECT id FROM address WHERE customer = ? AND label = ?", customer, label);
        if (id == null) {
            return Reply.no(404, "no such address");
        }
        sql.update("INSERT INTO address_event (address_id, kind) VALUES (?, 'DELETED')", Sql.id(id));
        sql.update("DELETE FROM address WHERE customer = ? AND label = ?", customer, label);
        return Reply.of(204, Map.of());
    }
}
