package dev.onefold.shop.stock;

import dev.onefold.Decision;
import dev.onefold.Outcome;
import dev.onefold.RecordId;
import dev.onefold.jdbc.JdbcBatchDeductions;
import dev.onefold.jdbc.JdbcDeductions;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.row.Deduction;
import dev.onefold.row.Quantity;
import dev.onefold.row.RowKey;
import dev.onefold.spring.CurrentConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReservedStockRepository {

    /** As long as a statement waits for a lock elsewhere in the shop. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final CurrentConnection connection;
    private final JdbcDeductions reservations;
    private final JdbcBatchDeductions batches;

    /** The store and the client are here so that both kinds of tables are there before anything is declared on them. */
    ReservedStockRepository(JdbcClient jdbc, JdbcStore store, DataSource dataSource, CurrentConnection connection) {
        this.jdbc = jdbc;
        this.connection = connection;
        Quantity reserved = Quantity.usedOf("stock", "reserved", "on_hand", "code");
        this.reservations = JdbcDeductions.on(dataSource, reserved);
        this.batches = JdbcBatchDeductions.on(dataSource, reserved, LONGEST_WAIT);
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

    List<Decision<SortedMap<RowKey, Long>>> reserveAll(List<SortedMap<String, Long>> requests) {
        return batches.deduct(
                connection.get(),
                requests.stream().map(ReservedStockRepository::amounts).toList());
    }

    private static Map<RowKey, Long> amounts(SortedMap<String, Long> quantities) {
        Map<RowKey, Long> amounts = new HashMap<>();
        quantities.forEach((code, quantity) -> amounts.put(RowKey.of(code), quantity));
        return amounts;
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
