package dev.onefold.naive;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Technique 10 left out. */
final class Callbacks {

    private Callbacks() {}

    /** The habit: look whether the number was seen, note it, and add the amount to a balance that was read before. */
    static Reply take(Sql sql, Call call) throws SQLException {
        String source = call.header("Authorization");
        long epoch = call.number("epoch");
        long sequence = call.number("sequence");
        String attempt = call.textOrNull("attemptId");
        String reference = attempt == null ? call.text("reference") : attempt;
        long amount = call.number("amountMinor");
        long seen = sql.number(
                "SELECT count(*) FROM payment_callback WHERE source = ? AND epoch = ? AND sequence = ?",
                source,
                epoch,
                sequence);
        if (seen > 0) {
            return Reply.again(200, Map.of("sequence", sequence));
        }
        sql.update(
                "INSERT INTO payment_callback (source, epoch, sequence, reference, amount_minor) VALUES (?, ?, ?, ?, ?)",
                source,
                epoch,
                sequence,
                reference,
                amount);
        if (attempt != null) {
            return Purchases.paid(sql, Sql.id(attempt), call.text("eventId"));
        }
        credit(sql, reference, amount);
        return Reply.of(200, Map.of("sequence", sequence));
    }

    private static void credit(Sql sql, String reference, long amount) throws SQLException {
        @Nullable
        String credited = sql.text("SELECT credited_minor FROM callback_account WHERE reference = ?", reference);
        if (credited == null) {
            sql.update("INSERT INTO callback_account (reference, credited_minor) VALUES (?, ?)", reference, amount);
        } else {
            sql.update(
                    "UPDATE callback_account SET credited_minor = ? WHERE reference = ?",
                    Long.parseLong(credited) + amount,
                    reference);
        }
    }
}
