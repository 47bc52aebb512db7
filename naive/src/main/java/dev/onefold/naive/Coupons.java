package dev.onefold.naive;

import java.sql.SQLException;
import java.util.Map;

/** Technique 3 left out, for coupons. */
final class Coupons {

    private Coupons() {}

    static Reply issue(Sql sql, Call call) throws SQLException {
        String code = call.text("code");
        sql.update(
                "INSERT INTO coupon (code, issued, per_customer) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                code,
                call.number("issued"),
                call.number("perCustomer"));
        return Reply.of(201, Map.of("code", code));
    }

    /** The habit: count what there is, compare, insert. */
    static Reply claim(Sql sql, Call call) throws SQLException {
        String coupon = call.part(0);
        String customer = call.text("customer");
        long perCustomer = sql.number("SELECT per_customer FROM coupon WHERE code = ?", coupon);
        long mine = sql.number("SELECT count(*) FROM coupon_claim WHERE coupon = ? AND customer = ?", coupon, customer);
        if (mine >= perCustomer) {
            return Reply.again(200, Map.of("coupon", coupon));
        }
        long issued = sql.number("SELECT issued FROM coupon WHERE code = ?", coupon);
        long claimed = sql.number("SELECT claimed FROM coupon WHERE code = ?", coupon);
        if (claimed >= issued) {
            return Reply.no(409, "sold out");
        }
        sql.update("INSERT INTO coupon_claim (coupon, customer, nth) VALUES (?, ?, ?)", coupon, customer, mine + 1);
        sql.update("UPDATE coupon SET claimed = ? WHERE code = ?", claimed + 1, coupon);
        return Reply.of(201, Map.of("coupon", coupon));
    }
}
