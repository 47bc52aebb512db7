package dev.onefold.shop.order;

import dev.onefold.shop.shared.LineColumns;
import dev.onefold.shop.shared.PricedLine;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OrderRepository {

    private final JdbcClient jdbc;

    OrderRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The order, its payment and its lines in one round trip. */
    void add(OrderSummary order, List<PricedLine> lines, Payment payment, String client) {
        jdbc.sql("""
                        WITH placed AS (
                          INSERT INTO customer_order (id, reference, customer, client, status, currency, total_minor)
                          VALUES (:id, :reference, :customer, :client, :status, :currency, :total)),
                        paid AS (
                          INSERT INTO payment (id, order_id, account_id, amount_minor)
                          VALUES (:payment, :id, :account, :amount))
                        INSERT INTO order_line (order_id, line_no, code, quantity, unit_price, value_minor)
                        SELECT :id, line_no, code, quantity, unit_price, value_minor
                          FROM unnest(:codes::text[], :quantities::bigint[], :prices::text[]::numeric[], :values::bigint[])
                               WITH ORDINALITY AS line (code, quantity, unit_price, value_minor, line_no)
                        """)
                .param("id", order.id())
                .param("reference", order.reference())
                .param("customer", order.customer())
                .param("client", client)
                .param("status", order.status().name())
                .param("currency", order.currency())
                .param("total", order.totalMinor())
                .param("payment", payment.id())
                .param("account", payment.account())
                .param("amount", payment.amountMinor())
                .params(LineColumns.of(lines))
                .update();
    }

    Optional<OrderSummary> find(UUID id) {
        return jdbc.sql("""
                        SELECT id, reference, customer, status, currency, total_minor,
                               (SELECT count(*) FROM order_line WHERE order_id = :id) AS lines
                          FROM customer_order WHERE id = :id
                        """)
                .param("id", id)
                .query((row, number) -> new OrderSummary(
                        row.getObject("id", UUID.class),
                        row.getString("reference"),
                        row.getString("customer"),
                        OrderStatus.valueOf(row.getString("status")),
                        row.getString("currency"),
                        row.getLong("total_minor"),
                        row.getInt("lines")))
                .optional();
    }

    List<PricedLine> linesOf(UUID id) {
        return jdbc.sql(
                        "SELECT code, quantity, unit_price, value_minor FROM order_line WHERE order_id = :id ORDER BY line_no")
                .param("id", id)
                .query((row, number) -> new PricedLine(
                        row.getString("code"),
                        row.getLong("quantity"),
                        row.getBigDecimal("unit_price"),
                        row.getLong("value_minor")))
                .list();
    }

    boolean cancelIfPaid(UUID id) {
        return jdbc.sql("UPDATE customer_order SET status = 'CANCELLED'"
                                + " WHERE id = :id AND status = 'PAID' AND return_count = 0")
                        .param("id", id)
                        .update()
                == 1;
    }

    boolean countReturnIfPaid(UUID id) {
        return jdbc.sql("UPDATE customer_order SET return_count = return_count + 1 WHERE id = :id AND status = 'PAID'")
                        .param("id", id)
                        .update()
                == 1;
    }
}
