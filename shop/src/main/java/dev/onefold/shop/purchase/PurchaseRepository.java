package dev.onefold.shop.purchase;

import dev.onefold.shop.shared.LineColumns;
import dev.onefold.shop.shared.PricedLine;
import dev.onefold.shop.stock.StockLine;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PurchaseRepository {

    private static final String SELECT =
            "SELECT id, reference, customer, status, version, total_minor, placed_at FROM purchase WHERE ";

    private final JdbcClient jdbc;

    PurchaseRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False if the client has used the reference. */
    boolean add(PurchaseView purchase, List<PricedLine> lines, String client) {
        return jdbc.sql("""
                        WITH placed AS (
                          INSERT INTO purchase (id, reference, client, customer, status, total_minor)
                          SELECT :id, :reference, :client, number, :status, :total FROM customer WHERE number = :customer
                          ON CONFLICT (client, reference) DO NOTHING RETURNING id)
                        INSERT INTO purchase_line (purchase_id, line_no, code, quantity, unit_price, value_minor)
                        SELECT placed.id, line_no, code, quantity, unit_price, value_minor
                          FROM placed,
                               unnest(:codes::text[], :quantities::bigint[], :prices::text[]::numeric[], :values::bigint[])
                               WITH ORDINALITY AS line (code, quantity, unit_price, value_minor, line_no)
                        """)
                        .param("id", purchase.id())
                        .param("reference", purchase.reference())
                        .param("client", client)
                        .param("customer", purchase.customer())
                        .param("status", purchase.status().name())
                        .param("total", purchase.totalMinor())
                        .params(LineColumns.of(lines))
                        .update()
                > 0;
    }

    /** A purchase as it is, and when it was placed. */
    record Stored(PurchaseView purchase, Instant placedAt) {}

    Optional<PurchaseView> find(UUID id) {
        return stored(jdbc.sql(SELECT + "id = :id").param("id", id)).map(Stored::purchase);
    }

    Optional<Stored> find(String reference, String client) {
        return stored(jdbc.sql(SELECT + "reference = :reference AND client = :client")
                .param("reference", reference)
                .param("client", client));
    }

    private static Optional<Stored> stored(JdbcClient.StatementSpec select) {
        return select.query((row, number) -> new Stored(
                        new PurchaseView(
                                row.getObject("id", UUID.class),
                                row.getString("reference"),
                                row.getString("customer"),
                                PurchaseStatus.valueOf(row.getString("status")),
                                row.getLong("version"),
                                row.getLong("total_minor")),
                        row.getObject("placed_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    List<StockLine> linesOf(UUID id) {
        return jdbc.sql("SELECT code, quantity FROM purchase_line WHERE purchase_id = :id ORDER BY line_no")
                .param("id", id)
                .query((row, number) -> new StockLine(row.getString("code"), row.getLong("quantity")))
                .list();
    }

    void effect(UUID purchase, String... kinds) {
        jdbc.sql("INSERT INTO purchase_effect (purchase_id, kind) SELECT :id, unnest(:kinds::text[])")
                .param("id", purchase)
                .param("kinds", kinds)
                .update();
    }
}
