package dev.onefold.naive;

import java.sql.SQLException;
import java.util.Map;

/** Technique 1 left out. */
final class Queries {

    private Queries() {}

    /** The habit: a GET that counts its visitors, by reading a number and writing it back one higher. */
    static Reply product(Sql sql, Call call) throws SQLException {
        String code = call.part(0);
        String price = sql.text("SELECT unit_price FROM product WHERE code = ?", code);
        if (price == null) {
            return Reply.no(404, "no such product");
        }
        long views = sql.number("SELECT views FROM product_view WHERE code = ?", code);
        sql.update(
                "INSERT INTO product_view VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET views = excluded.views",
                code,
                views + 1);
        return Reply.of(200, Map.of("code", code, "unitPrice", price));
    }
}
