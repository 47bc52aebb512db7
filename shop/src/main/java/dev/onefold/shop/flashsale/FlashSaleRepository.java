package dev.onefold.shop.flashsale;

import dev.onefold.Decision;
import dev.onefold.Outcome;
import dev.onefold.jdbc.JdbcBatchDeductions;
import dev.onefold.jdbc.JdbcFencedWrites;
import dev.onefold.jdbc.JdbcLocks;
import dev.onefold.lock.FencedWrites;
import dev.onefold.lock.LockStore;
import dev.onefold.row.BatchDeductions;
import dev.onefold.row.Quantity;
import dev.onefold.row.RowKey;
import dev.onefold.shop.flashsale.FlashSales.Purchase;
import dev.onefold.spring.CurrentConnection;
import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Made after Onefold's tables, which it looks for. */
@Repository
@DependsOn("onefoldStore")
class FlashSaleRepository {

    /** A sale as it is now. */
    record Sale(UUID id, String code, long units, @Nullable Instant openedAt) {}

    private final JdbcClient jdbc;
    private final CurrentConnection connection;
    private final LockStore locks;
    private final FencedWrites<Connection> writes;
    private final BatchDeductions<Connection> units;

    FlashSaleRepository(JdbcClient jdbc, DataSource dataSource, CurrentConnection connection) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.locks = JdbcLocks.on(dataSource);
        this.writes = JdbcFencedWrites.on(dataSource, "flash_sale", "fence", "id");
        this.units = JdbcBatchDeductions.on(dataSource, Quantity.left("flash_sale", "available", "id"));
    }

    LockStore locks() {
        return locks;
    }

    void add(UUID id, String code, long units) {
        jdbc.sql("INSERT INTO flash_sale (id, code, units, available) VALUES (:id, :code, :units, :units)")
                .param("id", id)
                .param("code", code)
                .param("units", units)
                .update();
    }

    Optional<Sale> find(UUID id) {
        return jdbc.sql("SELECT code, units, opened_at FROM flash_sale WHERE id = :id")
                .param("id", id)
                .query((row, number) -> {
                    OffsetDateTime openedAt = row.getObject("opened_at", OffsetDateTime.class);
                    return new Sale(
                            id,
                            row.getString("code"),
                            row.getLong("units"),
                            openedAt == null ? null : openedAt.toInstant());
                })
                .optional();
    }

    /** Makes the row this transaction's to write, unless a later holder of the lock has written it. */
    Outcome<Long> claim(UUID id, long fence) {
        return writes.claim(connection.get(), fence, id);
    }

    /** False if it was open. */
    boolean open(UUID id, String node, long fence) {
        return jdbc.sql("""
                        WITH opened AS (
                          UPDATE flash_sale SET status = 'OPEN', opened_by = :node, opened_at = clock_timestamp()
                           WHERE id = :id AND status = 'ANNOUNCED' RETURNING id)
                        INSERT INTO flash_sale_opening (sale_id, node, fence) SELECT id, :node, :fence FROM opened
                        """)
                        .param("id", id)
                        .param("node", node)
                        .param("fence", fence)
                        .update()
                == 1;
    }

    /** Those of the sales that are open. */
    Set<UUID> open(Collection<UUID> ids) {
        return Set.copyOf(jdbc.sql("SELECT id FROM flash_sale WHERE id = ANY (:ids) AND status = 'OPEN'")
                .param("ids", ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    /** Those of the purchases that were made before. */
    Set<Purchase> made(List<Purchase> wanted) {
        return Set.copyOf(jdbc.sql("""
                        SELECT p.sale_id, p.customer FROM flash_sale_purchase p
                          JOIN unnest(:sales::uuid[], :customers::text[]) AS wanted (sale_id, customer)
                            ON p.sale_id = wanted.sale_id AND p.customer = wanted.customer
                        """)
                .param("sales", sales(wanted))
                .param("customers", customers(wanted))
                .query((row, number) -> new Purchase(row.getObject("sale_id", UUID.class), row.getString("customer")))
                .list());
    }

    /** One unit for each purchase, as long as there are units. */
    List<Decision<SortedMap<RowKey, Long>>> takeUnits(List<Purchase> wanted) {
        return units.deduct(
                connection.get(),
                wanted.stream()
                        .map(purchase -> Map.of(RowKey.of(purchase.sale()), 1L))
                        .toList());
    }

    void add(List<Purchase> sold) {
        jdbc.sql("INSERT INTO flash_sale_purchase (sale_id, customer)"
                        + " SELECT * FROM unnest(:sales::uuid[], :customers::text[])")
                .param("sales", sales(sold))
                .param("customers", customers(sold))
                .update();
    }

    private static UUID[] sales(List<Purchase> purchases) {
        return purchases.stream().map(Purchase::sale).toArray(UUID[]::new);
    }

    private static String[] customers(List<Purchase> purchases) {
        return purchases.stream().map(Purchase::customer).toArray(String[]::new);
    }
}
