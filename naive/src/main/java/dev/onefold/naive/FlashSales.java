package dev.onefold.naive;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Technique 7 left out: there is a lock, and it even expires, but the write does not know of it. */
final class FlashSales {

    private static final String TAKE = "INSERT INTO lock_row VALUES (?, ?, now() + interval '2 seconds')"
            + " ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at"
            + " WHERE lock_row.expires_at < now()";

    private FlashSales() {}

    static Reply announce(Sql sql, Call call) throws SQLException {
        String id = Objects.requireNonNull(sql.text(
                "INSERT INTO flash_sale (code, units, status) VALUES (?, ?, 'ANNOUNCED') RETURNING id",
                call.text("code"),
                call.number("units")));
        return Reply.of(201, Map.of("id", id));
    }

    /** The habit: whoever got the lock believes to have it for ever after, and releases it by its name. */
    static Reply open(Database database, Call call) throws SQLException {
        UUID sale = Sql.id(call.part(0));
        String lock = "flash-sale/" + sale;
        if (database.transaction(sql -> isOpen(sql, sale))) {
            return Reply.again(200, Map.of("status", "OPEN"));
        }
        if (database.transaction(sql -> sql.update(TAKE, lock, call.node())) == 0) {
            return Reply.of(409, Map.of("type", "/in-progress"));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(call.number("workMillis")));
        database.transaction(sql -> {
            sql.update(
                    "UPDATE flash_sale SET status = 'OPEN', available = units, opened_by = ? WHERE id = ?",
                    call.node(),
                    sale);
            return sql.update("INSERT INTO flash_sale_opening (sale_id, node) VALUES (?, ?)", sale, call.node());
        });
        database.transaction(sql -> sql.update("DELETE FROM lock_row WHERE name = ?", lock));
        return Reply.of(200, Map.of("status", "OPEN"));
    }

    private static boolean isOpen(Sql sql, UUID sale) throws SQLException {
        return "OPEN".equals(sql.text("SELECT status FROM flash_sale WHERE id = ?", sale));
    }

    /** The habit: look whether this customer has one and whether one is left, then sell. */
    static Reply buy(Sql sql, Call call) throws SQLException {
        UUID sale = Sql.id(call.part(0));
        String customer = call.text("customer");
        if (!isOpen(sql, sale)) {
            return Reply.no(409, "not open");
        }
        long mine = sql.number(
                "SELECT count(*) FROM flash_sale_purchase WHERE sale_id = ? AND customer = ?", sale, customer);
        if (mine > 0) {
            return Reply.again(201, Map.of("customer", customer));
        }
        long available = sql.number("SELECT available FROM flash_sale WHERE id = ?", sale);
        if (available <= 0) {
            return Reply.no(409, "sold out");
        }
        sql.update("INSERT INTO flash_sale_purchase (sale_id, customer) VALUES (?, ?)", sale, customer);
        sql.update("UPDATE flash_sale SET available = ? WHERE id = ?", available - 1, sale);
        return Reply.of(201, Map.of("customer", customer));
    }
}
