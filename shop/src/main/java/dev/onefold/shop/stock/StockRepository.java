package dev.onefold.shop.stock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StockRepository {

    /** What is on the shelf of one product and reserved for nobody. */
    record Level(String code, long available) {}

    private final JdbcClient jdbc;

    StockRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Level> lockInCodeOrder(Collection<String> codes) {
        return jdbc.sql("SELECT code, on_hand - reserved AS available FROM stock"
                        + " WHERE code = ANY (:codes) ORDER BY code FOR NO KEY UPDATE")
                .param("codes", codes.toArray(String[]::new))
                .query((row, number) -> new Level(row.getString("code"), row.getLong("available")))
                .list();
    }

    /** As they are, without locking them. */
    List<Level> inCodeOrder(Collection<String> codes) {
        return jdbc.sql(
                        "SELECT code, on_hand - reserved AS available FROM stock WHERE code = ANY (:codes) ORDER BY code")
                .param("codes", codes.toArray(String[]::new))
                .query((row, number) -> new Level(row.getString("code"), row.getLong("available")))
                .list();
    }

    /** The journal of moves whose goods have been taken, in one round trip. */
    void journal(List<StockMove> moves) {
        List<String> codes = new ArrayList<>();
        List<Long> deltas = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        List<UUID> sources = new ArrayList<>();
        List<String> references = new ArrayList<>();
        moves.forEach(move -> move.lines().forEach(line -> {
            codes.add(line.code());
            deltas.add(line.delta());
            kinds.add(move.kind().name());
            sources.add(move.source());
            references.add(move.reference());
        }));
        jdbc.sql("""
                        INSERT INTO stock_movement (code, delta, kind, source, reference)
                        SELECT * FROM unnest(:codes::text[], :deltas::bigint[], :kinds::text[], :sources::uuid[],
                                             :references::text[])
                        """)
                .param("codes", codes.toArray(String[]::new))
                .param("deltas", deltas.toArray(Long[]::new))
                .param("kinds", kinds.toArray(String[]::new))
                .param("sources", sources.toArray(UUID[]::new))
                .param("references", references.toArray(String[]::new))
                .update();
    }

    /** Changes the shelf by the net of each product, and journals every line, in one round trip. */
    void apply(StockMove move, SortedMap<String, Long> net) {
        jdbc.sql("""
                        WITH moved AS (
                          UPDATE stock SET on_hand = stock.on_hand + net.delta
                            FROM unnest(:netCodes::text[], :netDeltas::bigint[]) AS net (code, delta)
                           WHERE stock.code = net.code)
                        INSERT INTO stock_movement (code, delta, kind, source, reference)
                        SELECT code, delta, :kind, :source, :reference
                          FROM unnest(:codes::text[], :deltas::bigint[]) AS line (code, delta)
                        """)
                .param("netCodes", net.keySet().toArray(String[]::new))
                .param("netDeltas", net.values().toArray(Long[]::new))
                .param("kind", move.kind().name())
                .param("source", move.source())
                .param("reference", move.reference())
                .param("codes", move.lines().stream().map(StockLine::code).toArray(String[]::new))
                .param("deltas", move.lines().stream().map(StockLine::delta).toArray(Long[]::new))
                .update();
    }

    void open(UUID source, SortedMap<String, Long> openingStock) {
        jdbc.sql("""
                        WITH given AS (
                          SELECT code, delta FROM unnest(:codes::text[], :deltas::bigint[]) AS line (code, delta)),
                        opened AS (
                          INSERT INTO stock (code, on_hand) SELECT code, delta FROM given)
                        INSERT INTO stock_movement (code, delta, kind, source, reference)
                        SELECT code, delta, 'OPENING', :source, 'opening' FROM given WHERE delta <> 0
                        """)
                .param("codes", openingStock.keySet().toArray(String[]::new))
                .param("deltas", openingStock.values().toArray(Long[]::new))
                .param("source", source)
                .update();
    }

    Map<String, Long> onHand(Collection<String> codes) {
        Map<String, Long> onHand = new HashMap<>();
        jdbc.sql("SELECT code, on_hand FROM stock WHERE code = ANY (:codes)")
                .param("codes", codes.toArray(String[]::new))
                .query(row -> {
                    onHand.put(row.getString("code"), row.getLong("on_hand"));
                });
        return onHand;
    }

    void addAdjustment(UUID id, String reference, String reason, String client) {
        jdbc.sql(
                        "INSERT INTO stock_adjustment (id, reference, reason, client) VALUES (:id, :reference, :reason, :client)")
                .param("id", id)
                .param("reference", reference)
                .param("reason", reason)
                .param("client", client)
                .update();
    }
}
