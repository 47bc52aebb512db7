package dev.onefold.naive;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** Technique 5 left out. */
final class Refunds {

    private Refunds() {}

    /** The habit: add up what was refunded, compare with what was paid, insert; the payment's row is not locked. */
    static Reply refund(Sql sql, Call call) throws SQLException {
        UUID payment = Sql.id(call.part(0));
        String number = call.text("refundNo");
        long amount = call.number("amountMinor");
        String known = sql.text("SELECT id FROM refund WHERE payment_id = ? AND refund_no = ?", payment, number);
        if (known != null) {
            return Reply.again(201, Map.of("id", known));
        }
        long paid = sql.number("SELECT amount_minor FROM payment WHERE id = ?", payment);
        long refunded = sql.number(
                "SELECT coalesce(sum(amount_minor), 0) FROM refund WHERE payment_id = ? AND status = 'SUCCEEDED'",
                payment);
        if (refunded + amount > paid) {
            return Reply.no(409, "more than was paid");
        }
        sql.update(
                "INSERT INTO refund (payment_id, refund_no, amount_minor, status) VALUES (?, ?, ?, 'SUCCEEDED')",
                payment,
                number,
                amount);
        return Reply.of(201, Map.of("refundNo", number));
    }
}
