package dev.onefold.jdbc;

import dev.onefold.jdbc.Engine.Sandbox;
import dev.onefold.sequence.Sequences;
import dev.onefold.testkit.SequenceContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of sequences on a database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SequenceTests extends SequenceContract<Connection> {

    private final Engine engine;
    private final int isolation;
    private Sandbox sandbox;
    private JdbcSequences sequences;

    SequenceTests(Engine engine, int isolation) {
        this.engine = engine;
        this.isolation = isolation;
    }

    @BeforeAll
    void open() {
        sandbox = engine.create();
        sandbox.execute("CREATE TABLE effect (name varchar(100) NOT NULL)");
        sequences = JdbcSequences.on(sandbox.dataSource());
    }

    @AfterAll
    void close() {
        sandbox.close();
    }

    @Override
    protected Sequences<Connection> sequences() {
        return sequences;
    }

    @Override
    protected Connection begin() throws SQLException {
        Connection connection = sandbox.dataSource().getConnection();
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    protected void commit(Connection transaction) throws SQLException {
        transaction.commit();
    }

    @Override
    protected void abort(Connection transaction) throws SQLException {
        transaction.rollback();
        transaction.close();
    }

    @Override
    protected void effect(Connection transaction, String name) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement("INSERT INTO effect VALUES (?)")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    @Override
    protected long effects(String name) {
        return sandbox.number("SELECT count(*) FROM effect WHERE name = '" + name + "'");
    }

    @Override
    protected long rows() {
        return sandbox.number("SELECT (SELECT count(*) FROM onefold_source) + (SELECT count(*) FROM onefold_sequence)");
    }

    @Override
    protected boolean snapshots() {
        return isolation != Connection.TRANSACTION_READ_COMMITTED;
    }

    @Override
    protected boolean isTransient(Exception failure) {
        return isolation == Connection.TRANSACTION_SERIALIZABLE && Sql.isTransient(failure);
    }
}
