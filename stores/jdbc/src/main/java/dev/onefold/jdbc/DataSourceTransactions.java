package dev.onefold.jdbc;

import java.sql.SQLException;
import javax.sql.DataSource;

/** A new transaction, on a connection of its own, every time. */
final class DataSourceTransactions implements JdbcTransactions {

    private final DataSource dataSource;

    DataSourceTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public boolean joins() {
        return false;
    }

    @Override
    public JdbcTransaction open() throws SQLException {
        return PlainTransaction.owning(dataSource.getConnection());
    }
}
