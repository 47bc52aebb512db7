package dev.onefold.naive;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Technique 9 left out. */
final class Purchases {

    /** From, event, to, and what is done on the way. */
    private record Step(String from, String event, String to, List<String> effects) {}

    private static final List<Step> STEPS = List.of(
            new Step("PENDING", "PAY", "PAID", List.of("CAPTURED", "STOCK_CONFIRMED")),
            new Step("PENDING", "CANCEL", "CANCELLED", List.of("STOCK_RELEASED")),
            new Step("PENDING", "EXPIRE", "CLOSED", List.of("STOCK_RELEASED")),
            new Step("PAID", "PAY", "PAID", List.of("CAPTURED", "REFUNDED")),
            new Step("CANCELLED", "PAY", "CANCELLED", List.of("CAPTURED", "REFUNDED")),
            new Step("CLOSED", "PAY", "CLOSED", List.of("CAPTURED", "REFUNDED")),
            new Step("PAID", "SHIP", "SHIPPED", List.of()),
            new Step("SHIPPED", "COMPLETE", "COMPLETED", List.of()));

    private Purchases() {}

    static Reply begin(Sql sql, Call call) throws SQLException {
        String reference = call.text("reference");
        String known = sql.text("SELECT id FROM purchase WHERE reference = ?", reference);
        if (known != null) {
            return Reply.again(201, Map.of("id", known));
        }
        if (Reservations.hold(sql, reference, call.body().path("lines")).isEmpty()) {
            return Reply.no(409, "not enough");
        }
        String id = Objects.requireNonNull(sql.text(
                "INSERT INTO purchase (reference, customer, status, total_minor) VALUES (?, ?, 'PENDING', ?) RETURNING id",
                reference,
                call.textOrNull("customer"),
                Basics.total(sql, call.body().path("lines"))));
        return Reply.of(201, Map.of("id", id));
    }

    /** The habit: "if the state is PENDING then ...", and at the end an update by id alone. */
    static Reply event(Sql sql, Call call) throws SQLException {
        return event(sql, Sql.id(call.part(0)), call.text("event"), call.text("eventId"));
    }

    /** Looks for the attempt, and makes it if there is none. */
    static Reply attempt(Sql sql, Call call) throws SQLException {
        UUID purchase = Sql.id(call.part(0));
        long nth = call.number("nth");
        String known = sql.text("SELECT id FROM payment_attempt WHERE purchase_id = ? AND nth = ?", purchase, nth);
        if (known != null) {
            return Reply.again(201, Map.of("id", known));
        }
        String id = Objects.requireNonNull(
                sql.text("INSERT INTO payment_attempt (purchase_id, nth) VALUES (?, ?) RETURNING id", purchase, nth));
        return Reply.of(201, Map.of("id", id));
    }

    /** The provider says that an attempt succeeded. */
    static Reply paid(Sql sql, UUID attempt, String eventId) throws SQLException {
        String purchase = sql.text("SELECT purchase_id FROM payment_attempt WHERE id = ?", attempt);
        return purchase == null ? Reply.no(404, "no attempt") : event(sql, Sql.id(purchase), "PAY", eventId);
    }

    private static Reply event(Sql sql, UUID id, String event, String eventId) throws SQLException {
        if (sql.number("SELECT count(*) FROM purchase_history WHERE purchase_id = ? AND event_id = ?", id, eventId)
                > 0) {
            return Reply.again(200, Map.of("eventId", eventId));
        }
        String status = Objects.requireNonNullElse(sql.text("SELECT status FROM purchase WHERE id = ?", id), "");
        for (Step step : STEPS) {
            if (step.from().equals(status) && step.event().equals(event)) {
                take(sql, id, eventId, step);
                return Reply.of(200, Map.of("status", step.to()));
            }
        }
        return Reply.no(409, event + " is not for " + status);
    }

    private static void take(Sql sql, UUID id, String eventId, Step step) throws SQLException {
        for (String effect : step.effects()) {
            sql.update("INSERT INTO purchase_effect (purchase_id, kind) VALUES (?, ?)", id, effect);
        }
        sql.update(
                "INSERT INTO purchase_history (purchase_id, event, event_id, from_status, to_status)"
                        + " VALUES (?, ?, ?, ?, ?)",
                id,
                step.event(),
                eventId,
                step.from(),
                step.to());
        sql.update("UPDATE purchase SET status = ?, version = version + 1 WHERE id = ?", step.to(), id);
    }
}
