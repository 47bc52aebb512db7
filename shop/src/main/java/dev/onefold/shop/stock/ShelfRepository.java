package dev.onefold.shop.stock;

import dev.onefold.Decision;
import dev.onefold.jdbc.JdbcBatchDeductions;
import dev.onefold.row.BatchDeductions;
import dev.onefold.row.Quantity;
import dev.onefold.row.RowKey;
import dev.onefold.shop.shared.WhenCoalesced;
import dev.onefold.spring.CurrentConnection;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import javax.sql.DataSource;
import org.springframework.stereotype.Repository;

/** What is on the shelf and not reserved, taken for many sales at once. */
@Repository
@WhenCoalesced
class ShelfRepository {

    /** As long as a statement waits for a lock elsewhere in the shop. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final CurrentConnection connection;
    private final BatchDeductions<Connection> deductions;

    ShelfRepository(DataSource dataSource, CurrentConnection connection) {
        this.connection = connection;
        this.deductions = JdbcBatchDeductions.on(
                dataSource, Quantity.leftAbove("stock", "on_hand", "reserved", "code"), LONGEST_WAIT);
    }

    /** One decision for each, in the same order. */
    List<Decision<SortedMap<RowKey, Long>>> deduct(List<Map<RowKey, Long>> amounts) {
        return deductions.deduct(connection.get(), amounts);
    }
}
