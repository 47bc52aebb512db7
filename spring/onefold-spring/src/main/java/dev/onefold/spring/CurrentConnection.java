package dev.onefold.spring;

import java.sql.Connection;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The connection of the Spring transaction that the calling thread holds, for guards that act in it:
 * {@code inserts.insert(connection.get(), row)}. It goes back with the transaction; the caller does not close it.
 */
public final class CurrentConnection implements Supplier<Connection> {

    private final DataSource dataSource;

    public CurrentConnection(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The transaction's connection.
     *
     * @throws IllegalStateException if the thread holds no transaction: a guard outside of one would guard nothing
     * @throws org.springframework.jdbc.CannotGetJdbcConnectionException if the transaction is on another data source and
     *     no connection is to be had
     */
    @Override
    public Connection get() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "There is no transaction: call this inside @Transactional or a TransactionTemplate");
        }
        return DataSourceUtils.getConnection(dataSource);
    }
}
