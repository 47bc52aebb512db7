package dev.onefold.spring;

import dev.onefold.jdbc.JdbcTransactions.JdbcTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.NestedTransactionNotSupportedException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One of Spring's transactions, begun by us or joined. */
final class SpringTransaction implements JdbcTransaction {

    private static final Logger log = LoggerFactory.getLogger(SpringTransactions.class);

    private final PlatformTransactionManager manager;
    private final DataSource dataSource;
    private final Connection connection;
    private final TransactionStatus status;
    private final boolean joined;
    private @Nullable TransactionStatus nested;
    private @Nullable Savepoint savepoint;
    private boolean released;

    private SpringTransaction(
            PlatformTransactionManager manager,
            DataSource dataSource,
            Connection connection,
            TransactionStatus status,
            boolean joined) {
        this.manager = manager;
        this.dataSource = dataSource;
        this.connection = connection;
        this.status = status;
        this.joined = joined;
    }

    static SpringTransaction joined(PlatformTransactionManager manager, DataSource dataSource, TransactionStatus status)
            throws SQLException {
        return new SpringTransaction(manager, dataSource, DataSourceUtils.doGetConnection(dataSource), status, true);
    }

    static SpringTransaction begun(PlatformTransactionManager manager, DataSource dataSource, TransactionStatus status)
            throws SQLException {
        return new SpringTransaction(manager, dataSource, DataSourceUtils.doGetConnection(dataSource), status, false);
    }

    @Override
    public boolean joined() {
        return joined;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void mark() throws SQLException {
        // what an ORM still holds back of the caller's own work belongs in front of the mark
        status.flush();
        try {
            nested = manager.getTransaction(new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
        } catch (NestedTransactionNotSupportedException e) {
            // the usual case with JPA: the effects can be undone, but not a rollback-only mark left by inner advice
            savepoint = connection.setSavepoint();
        }
    }

    @Override
    public void keep() {
        // a rejection is written after the work was undone, and with it the nested transaction ended
        if (nested != null && !nested.isCompleted()) {
            manager.commit(nested);
        }
    }

    @Override
    public void undo() throws SQLException {
        flushInVain();
        if (nested != null && !nested.isCompleted()) {
            manager.rollback(nested);
        } else if (savepoint != null) {
            connection.rollback(savepoint);
        }
    }

    /** What an ORM still holds back of the work would otherwise reach the database after the mark is restored. */
    private void flushInVain() {
        try {
            status.flush();
        } catch (RuntimeException e) {
            log.debug("Work that is undone could not have been written anyway", e);
        }
    }

    /**
     * With a plain JDBC manager, unless somebody waits to be asked or told before the commit. An ORM writes what it holds
     * back only then.
     */
    @Override
    public boolean commitsAtOnce() {
        return !joined
                && !status.isRollbackOnly()
                && (manager.getClass() == JdbcTransactionManager.class
                        || manager.getClass() == DataSourceTransactionManager.class)
                && ((AbstractPlatformTransactionManager) manager)
                        .getTransactionExecutionListeners()
                        .isEmpty()
                && TransactionSynchronizationManager.getSynchronizations().isEmpty();
    }

    /** As the manager translates it. */
    @Override
    public RuntimeException refused(SQLException failure) {
        RuntimeException translated = manager instanceof JdbcTransactionManager translating
                ? translating.getExceptionTranslator().translate("JDBC commit", null, failure)
                : null;
        return translated == null ? new TransactionSystemException("JDBC commit failed", failure) : translated;
    }

    @Override
    public void commit() {
        release();
        if (!joined) {
            manager.commit(status);
        }
    }

    @Override
    public void close() {
        release();
        if (!joined && !status.isCompleted()) {
            try {
                manager.rollback(status);
            } catch (TransactionException e) {
                log.debug("A transaction could not be rolled back; its connection is gone, and its effects with it", e);
            }
        }
    }

    /** The manager still holds the connection until the transaction ends. */
    private void release() {
        if (!released) {
            released = true;
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
