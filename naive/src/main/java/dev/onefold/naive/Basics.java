package dev.onefold.naive;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What every storm begins with: goods, customers and orders. Not a technique's business, so repeats do no harm here. */
final class Basics {

    private Basics() {}

    static Reply products(Sql sql, Call call) throws SQLException {
        for (JsonNode product : call.body().path("products")) {
            String code = product.path("code").asString("");
            sql.update(
                    "INSERT INTO product VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    code,
                    product.path("description").asString(""),
                    product.path("unitPrice").asDecimal(BigDecimal.ZERO));
            sql.update(
                    "INSERT INTO stock (code, on_hand) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    code,
                    product.path("openingStock").asLong(0));
        }
        return Reply.of(201, Map.of("products", call.body().path("products").size()));
    }

    static Reply customers(Sql sql, Call call) throws SQLException {
        for (JsonNode customer : call.body().path("customers")) {
            String number = customer.path("number").asString("");
            int added = sql.update("INSERT INTO customer VALUES (?, 'Naivia') ON CONFLICT DO NOTHING", number);
            if (added == 1) {
                sql.update(
                        "INSERT INTO account (kind, customer, currency, balance_minor) VALUES ('WALLET', ?, 'GBP', ?)",
                        number,
                        customer.path("openingBalancePence").asLong(0));
            }
        }
        return Reply.of(201, Map.of("customers", call.body().path("customers").size()));
    }

    static Reply order(Sql sql, Call call) throws SQLException {
        return Reply.of(
                201,
                place(
                        sql,
                        call.text("reference"),
                        call.textOrNull("customer"),
                        call.body().path("lines")));
    }

    /** Takes the goods, and notes the order and its payment. */
    static Map<String, Object> place(Sql sql, String reference, @Nullable String customer, JsonNode lines)
            throws SQLException {
        long total = total(sql, lines);
        for (JsonNode line : lines) {
            sql.update(
                    "UPDATE stock SET on_hand = on_hand - ? WHERE code = ?",
                    line.path("quantity").asLong(0),
                    line.path("code").asString(""));
        }
        String id = Objects.requireNonNull(sql.text(
                "INSERT INTO customer_order (reference, customer, status, total_minor) VALUES (?, ?, 'PAID', ?) RETURNING id",
                reference,
                customer,
                total));
        sql.update("INSERT INTO payment (order_id, amount_minor) VALUES (?, ?)", Sql.id(id), total);
        return Map.of("id", id, "totalMinor", total);
    }

    static long total(Sql sql, JsonNode lines) throws SQLException {
        long total = 0;
        for (JsonNode line : lines) {
            long price = sql.number(
                    "SELECT (unit_price * 100)::bigint FROM product WHERE code = ?",
                    line.path("code").asString(""));
            total += price * line.path("quantity").asLong(0);
        }
        return total;
    }
}
