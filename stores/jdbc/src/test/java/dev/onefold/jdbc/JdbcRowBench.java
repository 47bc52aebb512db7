package dev.onefold.jdbc;

import dev.onefold.row.RowKey;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.RowBench;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;

/** The table of the contracts of rows, one for each engine, in a database of its own. */
final class JdbcRowBench implements RowBench<Connection> {

    private static final Map<Engine, JdbcRowBench> BENCHES = new EnumMap<>(Engine.class);

    private final DataSource dataSource;

    private JdbcRowBench(Engine engine) {
        Engine.Sandbox sandbox = engine.create();
        dataSource = sandbox.dataSource();
        sandbox.execute("CREATE TABLE goods (code varchar(100) PRIMARY KEY, number bigint NOT NULL,"
                + " used bigint DEFAULT 0 NOT NULL, version bigint DEFAULT 0 NOT NULL, label varchar(100))");
    }

    static synchronized JdbcRowBench on(Engine engine) {
        return BENCHES.computeIfAbsent(engine, JdbcRowBench::new);
    }

    DataSource dataSource() {
        return dataSource;
    }

    @Override
    public <R> R in(Isolation isolation, Ending ending, Work<Connection, R> work) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(
                    switch (isolation) {
                        case READ_COMMITTED -> Connection.TRANSACTION_READ_COMMITTED;
                        case REPEATABLE_READ -> Connection.TRANSACTION_REPEATABLE_READ;
                        case SERIALIZABLE -> Connection.TRANSACTION_SERIALIZABLE;
                    });
            try {
                R result = work.run(connection);
                switch (ending) {
                    case COMMIT -> connection.commit();
                    case ROLL_BACK -> connection.rollback();
                    case CRASH -> connection.abort(Runnable::run);
                }
                return result;
            } finally {
                if (!connection.isClosed()) {
                    connection.rollback();
                }
            }
        }
    }

    @Override
    public <R> R withoutTransaction(Work<Connection, R> work) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            return work.run(connection);
        }
    }

    @Override
    public void insert(RowKey key, long number) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("INSERT INTO goods (code, number) VALUES (?, ?)")) {
            statement.setObject(1, key.values().get(0));
            statement.setLong(2, number);
            statement.executeUpdate();
        }
    }

    @Override
    public long read(Connection transaction, RowKey key, String column) throws SQLException {
        try (PreparedStatement statement =
                transaction.prepareStatement("SELECT " + column + " FROM goods WHERE code = ?")) {
            statement.setObject(1, key.values().get(0));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void write(Connection transaction, RowKey key, String column, long value) throws SQLException {
        try (PreparedStatement statement =
                transaction.prepareStatement("UPDATE goods SET " + column + " = ? WHERE code = ?")) {
            statement.setLong(1, value);
            statement.setObject(2, key.values().get(0));
            statement.executeUpdate();
        }
    }
}
