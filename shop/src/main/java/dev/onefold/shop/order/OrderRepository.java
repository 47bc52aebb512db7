package dev.onefold.shop.order;

import dev.onefold.shop.shared.LineColumns;
import dev.onefold.shop.shared.PricedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
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

    /** An order with what belongs to it. */
    record Placed(OrderSummary order, List<PricedLine> lines, Payment payment, String client) {}

    /** Many of them, also in one round trip. */
    void addAll(List<Placed> placed) {
        List<UUID> orders = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        List<PricedLine> lines = new ArrayList<>();
        for (Placed each : placed) {
            for (int i = 0; i < each.lines().size(); i++) {
                orders.add(each.order().id());
                numbers.add(i + 1);
            }
            lines.addAll(each.lines());
        }
        jdbc.sql("""
                        WITH given AS (
                          SELECT * FROM unnest(:ids::uuid[], :references::text[], :customers::text[], :clients::text[],
                                               :statuses::text[], :currencies::text[], :totals::bigint[],
                                               :payments::uuid[], :accounts::uuid[], :amounts::bigint[])
                              AS one (id, reference, customer, client, status, currency, total, payment, account, amount)),
                        placed AS (
                          INSERT INTO customer_order (id, reference, customer, client, status, currency, total_minor)
                          SELECT id, reference, customer, client, status, currency, total FROM given),
                        paid AS (
                          INSERT INTO payment (id, order_id, account_id, amount_minor)
                          SELECT payment, id, account, amount FROM given)
                        INSERT INTO order_line (order_id, line_no, code, quantity, unit_price, value_minor)
                        SELECT * FROM unnest(:orders::uuid[], :numbers::int[], :codes::text[], :quantities::bigint[],
                                             :prices::text[]::numeric[], :values::bigint[])
                        """)
                .param("ids", column(placed, each -> each.order().id(), UUID[]::new))
                .param("references", column(placed, each -> each.order().reference(), String[]::new))
                .param("customers", column(placed, each -> each.order().customer(), String[]::new))
                .param("clients", column(placed, Placed::client, String[]::new))
                .param("statuses", column(placed, each -> each.order().status().name(), String[]::new))
                .param("currencies", column(placed, each -> each.order().currency(), String[]::new))
                .param("totals", column(placed, each -> each.order().totalMinor(), Long[]::new))
                .param("payments", column(placed, each -> each.payment().id(), UUID[]::new))
                .param("accounts", column(placed, each -> each.payment().account(), UUID[]::new))
                .param("amounts", column(placed, each -> each.payment().amountMinor(), Long[]::new))
                .param("orders", orders.toArray(UUID[]::new))
                .param("numbers", numbers.toArray(Integer[]::new))
                .params(LineColumns.of(lines))
                .update();
    }

    private static <T extends @Nullable Object> T[] column(
            List<Placed> placed, Function<Placed, T> value, IntFunction<T[]> array) {
        return placed.stream().map(value).toArray(array);
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
