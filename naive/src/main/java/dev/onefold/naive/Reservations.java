package dev.onefold.naive;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Technique 6 left out. */
final class Reservations {

    private Reservations() {}

    static Reply hold(Sql sql, Call call) throws SQLException {
        String reference = call.text("reference");
        String known = sql.text("SELECT id FROM reservation WHERE reference = ?", reference);
        if (known != null) {
            return Reply.again(201, Map.of("id", known));
        }
        String id = hold(sql, reference, call.body().path("lines"));
        return id.isEmpty() ? Reply.no(409, "not enough") : Reply.of(201, Map.of("id", id));
    }

    /** The habit: read the number, see that it is enough, write back a number worked out from what was read. */
    static String hold(Sql sql, String reference, JsonNode lines) throws SQLException {
        for (JsonNode line : lines) {
            String code = line.path("code").asString("");
            long free = sql.number("SELECT on_hand - reserved FROM stock WHERE code = ?", code);
            if (free < line.path("quantity").asLong(0)) {
                return "";
            }
        }
        String id = Objects.requireNonNull(sql.text(
                "INSERT INTO reservation (reference, status, expires_at) VALUES (?, 'HELD', now() + interval '1 hour') RETURNING id",
                reference));
        for (JsonNode line : lines) {
            String code = line.path("code").asString("");
            long quantity = line.path("quantity").asLong(0);
            sql.update("INSERT INTO reservation_line VALUES (?, ?, ?)", Sql.id(id), code, quantity);
            change(sql, code, quantity);
        }
        return id;
    }

    /** The habit: "if it is held, give back", and then set the state by id. */
    static Reply release(Sql sql, Call call) throws SQLException {
        String id = sql.text("SELECT id FROM reservation WHERE reference = ?", call.part(0));
        if (id == null) {
            return Reply.no(404, "no such reservation");
        }
        return release(sql, Sql.id(id)) ? Reply.of(204, Map.of()) : Reply.again(204, Map.of());
    }

    private static boolean release(Sql sql, UUID id) throws SQLException {
        String status = sql.text("SELECT status FROM reservation WHERE id = ?", id);
        if (!"HELD".equals(status)) {
            return false;
        }
        for (String code : sql.texts("SELECT code FROM reservation_line WHERE reservation_id = ?", id)) {
            long quantity =
                    sql.number("SELECT quantity FROM reservation_line WHERE reservation_id = ? AND code = ?", id, code);
            change(sql, code, -quantity);
        }
        sql.update("UPDATE reservation SET status = 'RELEASED' WHERE id = ?", id);
        return true;
    }

    private static void change(Sql sql, String code, long delta) throws SQLException {
        long reserved = sql.number("SELECT reserved FROM stock WHERE code = ?", code);
        sql.update("UPDATE stock SET reserved = ? WHERE code = ?", reserved + delta, code);
    }
}
