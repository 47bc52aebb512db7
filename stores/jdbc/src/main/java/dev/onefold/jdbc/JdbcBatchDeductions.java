package dev.onefold.jdbc;

import dev.onefold.Decision;
import dev.onefold.row.BatchDeductions;
import dev.onefold.row.Quantity;
import dev.onefold.row.RowKey;
import dev.onefold.store.RetryTransactionException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Deductions for many requests in a JDBC transaction. On PostgreSQL two round trips for all of them, one that locks and one
 * that writes; on the others one for each row that is locked and one for each that is written.
 */
public final class JdbcBatchDeductions implements BatchDeductions<Connection> {

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final int MOST_ROWS = 10_000;

    private final GuardedTable table;
    private final QuantityRows rows;

    private JdbcBatchDeductions(GuardedTable table, QuantityRows rows) {
        this.table = table;
        this.rows = rows;
    }

    /** As {@link #on(DataSource, Quantity, Duration)}, waiting at most 2 seconds. */
    public static JdbcBatchDeductions on(DataSource dataSource, Quantity quantity) {
        return on(dataSource, quantity, WAIT);
    }

    /**
     * Deductions from a quantity.
     *
     * @param waitAtMost how long a statement waits for another transaction that has a row, 0 to 60 seconds. PostgreSQL
     *     waits 1 ms at least; MariaDB and MySQL count whole seconds, rounded down, MySQL from 1
     * @throws IllegalStateException if there is no such table or no such key in the database's catalogue; on PostgreSQL
     *     also if the key has a column that is neither a whole number, nor a text, nor a UUID
     * @throws IllegalArgumentException if the table has no such columns
     * @throws dev.onefold.store.StoreException if the database does not answer
     */
    public static JdbcBatchDeductions on(DataSource dataSource, Quantity quantity, Duration waitAtMost) {
        GuardedTable.checkWait(waitAtMost);
        GuardedTable table = GuardedTable.of(dataSource, quantity.table(), quantity.key(), null);
        return new JdbcBatchDeductions(
                table,
                new QuantityRows(table, QuantityColumns.of(quantity, table), new Guarded(table.dialect(), waitAtMost)));
    }

    @Override
    public List<Decision<SortedMap<RowKey, Long>>> deduct(
            Connection transaction, List<? extends Map<RowKey, Long>> requests) {
        SortedSet<RowKey> keys = new TreeSet<>();
        requests.forEach(request -> keys.addAll(request.keySet()));
        if (keys.size() > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "Deductions are from at most " + MOST_ROWS + " rows together, not " + keys.size());
        }
        keys.forEach(table::parameters);
        try {
            Guarded.requireTransaction(transaction);
            Allotment allotment = new Allotment(rows.lock(transaction, List.copyOf(keys)));
            List<Decision<SortedMap<RowKey, Long>>> decisions =
                    requests.stream().map(allotment::serve).toList();
            rows.change(transaction, allotment.changes());
            return decisions;
        } catch (SQLException e) {
            if (table.dialect().isLockTimeout(e) || table.dialect().isTransient(e)) {
                throw new RetryTransactionException(
                        "The rows are another transaction's: roll back and run it again", e);
            }
            throw Sql.failure("The deductions could not be made", e);
        }
    }
}
