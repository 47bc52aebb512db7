package dev.onefold.spring.boot;

import dev.onefold.jdbc.JdbcTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** A bridge that gives the record a connection of its own, beside the business. */
record BrokenTransactions(PlatformTransactionManager manager, DataSource dataSource) implements JdbcTransactions {

    @Override
    public boolean joins() {
        return false;
    }

    @Override
    public JdbcTransaction open() throws SQLException {
        Connection records = dataSource.getConnection();
        records.setAutoCommit(false);
        return new Two(manager, manager.getTransaction(new DefaultTransactionDefinition()), records);
    }

    private record Two(PlatformTransactionManager manager, TransactionStatus business, Connection connection)
            implements JdbcTransaction {

        @Override
        public boolean joined() {
            return false;
        }

        @Override
        public void mark() {
            throw new IllegalStateException("Only joined transactions are marked");
        }

        @Override
        public void keep() {
            throw new IllegalStateException("Only joined transactions are marked");
        }

        @Override
        public void undo() {
            throw new IllegalStateException("Only joined transactions are undone");
        }

        @Override
        public void commit() throws SQLException {
            connection.commit();
            manager.commit(business);
        }

        @Override
        public void close() {
            if (!business.isCompleted()) {
                manager.rollback(business);
            }
            try {
                connection.rollback();
                connection.close();
            } catch (SQLException failure) {
                throw new IllegalStateException("The records' connection cannot be given back", failure);
            }
        }
    }
}
