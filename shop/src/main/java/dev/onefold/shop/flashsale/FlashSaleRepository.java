package dev.onefold.shop.flashsale;

import dev.onefold.Outcome;
import dev.onefold.jdbc.JdbcFencedWrites;
import dev.onefold.jdbc.JdbcLocks;
import dev.onefold.lock.FencedWrites;
import dev.onefold.lock.LockStore;
import dev.onefold.spring.CurrentConnection;
import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
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

    FlashSaleRepository(JdbcClient jdbc, DataSource dataSource, CurrentConnection connection) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.locks = JdbcLocks.on(dataSource);
        this.writes = JdbcFencedWrites.on(dataSource, "flash_sale", "fence", "id");
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

    /** False if this customer has bought. */
    boolean addPurchase(UUID id, String customer) {
        return jdbc.sql("INSERT INTO flash_sale_purchase (sale_id, customer) VALUES (:id, :customer)"
                                + " ON CONFLICT (sale_id, customer) DO NOTHING")
                        .param("id", id)
                        .param("customer", customer)
                        .update()
                == 1;
    }

    Instant boughtAt(UUID id, String customer) {
        return jdbc.sql("SELECT at FROM flash_sale_purchase WHERE sale_id = :id AND customer = :customer")
                .param("id", id)
                .param("customer", customer)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** False if none is left, or it is not open. */
    boolean takeOne(UUID id) {
        return jdbc.sql("UPDATE flash_sale SET available = available - 1"
                                + " WHERE id = :id AND status = 'OPEN' AND available > 0")
                        .param("id", id)
                        .update()
                == 1;
    }
}
