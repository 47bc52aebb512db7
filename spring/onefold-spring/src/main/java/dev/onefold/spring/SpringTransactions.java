package dev.onefold.spring;

import dev.onefold.jdbc.JdbcTransactions;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Spring's transactions as Onefold's: those of a JDBC or JPA transaction manager on the data source of the records. A
 * transaction that the thread holds is joined; work then runs in a nested one where the manager has them, and behind a
 * savepoint of the connection where it has not.
 *
 * <p>In a joined JPA transaction, work that is undone is undone in the database, while the persistence context keeps the
 * entities as the work left them; and if the work failed inside {@code @Transactional} advice of its own, the caller's
 * transaction is marked and can only be rolled back. Nothing is ever kept in part. Work that is rejected by throwing
 * belongs outside of the caller's transaction there.
 */
public final class SpringTransactions implements JdbcTransactions {

    private final PlatformTransactionManager manager;
    private final DataSource dataSource;

    /**
     * Transactions on one data source.
     *
     * @param manager begins and commits transactions on {@code dataSource}
     */
    public SpringTransactions(PlatformTransactionManager manager, DataSource dataSource) {
        this.manager = manager;
        this.dataSource = target(dataSource);
    }

    @Override
    public boolean joins() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return false;
        }
        callers();
        return true;
    }

    /** The calling thread's transaction. A connection bound to the thread is not enough: it may be outside of any. */
    private TransactionStatus callers() {
        try {
            TransactionStatus status = manager.getTransaction(
                    new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_MANDATORY));
            if (isBound()) {
                return status;
            }
        } catch (IllegalTransactionStateException e) {
            throw foreign(e);
        }
        throw foreign(null);
    }

    private static IllegalStateException foreign(@Nullable Exception cause) {
        return new IllegalStateException(
                "The calling thread holds a transaction, but not on the data source of Onefold's"
                        + " records, so effect and record could not commit together. Begin it with the transaction manager of"
                        + " that data source, or call the operation outside of it.",
                cause);
    }

    @Override
    public JdbcTransaction open() throws SQLException {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return SpringTransaction.joined(manager, dataSource, callers());
        }
        TransactionStatus status = begin();
        if (!isBound()) {
            manager.rollback(status);
            throw new IllegalStateException(
                    "The transaction manager " + manager + " does not manage the data source of Onefold's records");
        }
        return SpringTransaction.begun(manager, dataSource, status);
    }

    private TransactionStatus begin() throws SQLException {
        try {
            return manager.getTransaction(new DefaultTransactionDefinition());
        } catch (CannotCreateTransactionException e) {
            throw new SQLException("The transaction manager could not begin a transaction", e);
        }
    }

    private boolean isBound() {
        return TransactionSynchronizationManager.hasResource(dataSource);
    }

    private static DataSource target(DataSource dataSource) {
        DataSource target = dataSource;
        while (target instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null) {
            target = proxy.getTargetDataSource();
        }
        return target;
    }
}
