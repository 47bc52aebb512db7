package dev.onefold.shop.returns;

import dev.onefold.shop.shared.LineColumns;
import dev.onefold.shop.shared.PricedLine;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReturnRepository {

    private final JdbcClient jdbc;

    ReturnRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(ReturnRecord record, List<PricedLine> lines) {
        jdbc.sql("""
                        WITH accepted AS (
                          INSERT INTO goods_return (id, reference, customer, order_id, client, total_minor)
                          VALUES (:id, :reference, :customer, :order, :client, :total))
                        INSERT INTO return_line (return_id, line_no, code, quantity, unit_price, value_minor)
                        SELECT :id, line_no, code, quantity, unit_price, value_minor
                          FROM unnest(:codes::text[], :quantities::bigint[], :prices::text[]::numeric[], :values::bigint[])
                               WITH ORDINALITY AS line (code, quantity, unit_price, value_minor, line_no)
                        """)
                .param("id", record.id())
                .param("reference", record.reference())
                .param("customer", record.customer())
                .param("order", record.order())
                .param("client", record.client())
                .param("total", record.totalMinor())
                .params(LineColumns.of(lines))
                .update();
    }

    List<PricedLine> earlierOf(UUID order) {
        return jdbc.sql("""
                        SELECT code, quantity, unit_price, value_minor
                          FROM goods_return JOIN return_line ON return_id = id
                         WHERE order_id = :order
                        """)
                .param("order", order)
                .query((row, number) -> new PricedLine(
                        row.getString("code"),
                        row.getLong("quantity"),
                        row.getBigDecimal("unit_price"),
                        row.getLong("value_minor")))
                .list();
    }
}
