package dev.onefold.shop.stock;

import dev.onefold.Outcome;
import dev.onefold.RecordId;
import dev.onefold.jdbc.JdbcDeductions;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.row.Deduction;
import dev.onefold.row.Quantity;
import dev.onefold.row.RowKey;
import dev.onefold.spring.CurrentConnection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReservedStockRepository {

    private final JdbcClient jdbc;
    private final CurrentConnection connection;
    private final JdbcDeductions reservations;

    /** The store and the client are here so that both kinds of tables are there before anything is declared on them. */
    ReservedStockRepository(JdbcClient jdbc, JdbcStore store, DataSource dataSource, CurrentConnection connection) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.reservations = JdbcDeductions.on(dataSource, Quantity.usedOf("stock", "reserved", "on_hand", "code"));
    }

    Outcome<SortedMap<String, Long>> reserve(RecordId request, List<StockLine> lines) {
        Deduction deduction = new Deduction(
                request,
                lines.stream()
                        .map(line -> new Deduction.Line(RowKey.of(line.code()), line.delta()))
                        .toList());
        return reservations.deduct(connection.get(), deduction).map(left -> {
            SortedMap<String, Long> byCode = new TreeMap<>();
            left.forEach((key, units) -> byCode.put((String) key.values().get(0), units));
            return byCode;
        });
    }

    void release(SortedMap<String, Long> quantities) {
        jdbc.sql("""
                        WITH locked AS (
                          SELECT code FROM stock WHERE code = ANY (:codes) ORDER BY code FOR NO KEY UPDATE)
                        UPDATE stock SET reserved = stock.reserved - net.quantity
                          FROM unnest(:codes::text[], :quantities::bigint[]) AS net (code, quantity)
                         WHERE stock.code = net.code AND stock.code IN (SELECT code FROM locked)
                        """).params(parameters(quantities)).update();
    }

    void sell(StockMove move, SortedMap<String, Long> quantities) {
        jdbc.sql("""
                        WITH locked AS (
                          SELECT code FROM stock WHERE code = ANY (:codes) ORDER BY code FOR NO KEY UPDATE),
                        sold AS (
                          UPDATE stock SET reserved = stock.reserved - net.quantity, on_hand = stock.on_hand - net.quantity
                            FROM unnest(:codes::text[], :quantities::bigint[]) AS net (code, quantity)
                           WHERE stock.code = net.code AND stock.code IN (SELECT code FROM locked))
                        INSERT INTO stock_movement (code, delta, kind, source, reference)
                        SELECT code, -quantity, :kind, :source, :reference
                          FROM unnest(:codes::text[], :quantities::bigint[]) AS net (code, quantity)
                        """)
                .params(parameters(quantities))
                .param("kind", move.kind().name())
                .param("source", move.source())
                .param("reference", move.reference())
                .update();
    }

    private static Map<String, Object> parameters(SortedMap<String, Long> quantities) {
        return Map.of(
                "codes", quantities.keySet().toArray(String[]::new),
                "quantities", quantities.values().toArray(Long[]::new));
    }
}
