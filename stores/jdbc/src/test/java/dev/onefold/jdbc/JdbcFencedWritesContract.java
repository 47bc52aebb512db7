package dev.onefold.jdbc;

import dev.onefold.lock.FencedWrites;
import dev.onefold.testkit.FencedWritesContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Fenced writes on one engine, at the isolation that it has by default. */
abstract class JdbcFencedWritesContract extends FencedWritesContract<Connection> {

    private final Engine.Sandbox sandbox;

    JdbcFencedWritesContract(Engine.Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    static Engine.Sandbox withRows(Engine.Sandbox sandbox) {
        sandbox.execute(
                "CREATE TABLE fenced (id varchar(100) PRIMARY KEY, fence bigint, content varchar(1000) NOT NULL)");
        return sandbox;
    }

    @Override
    protected FencedWrites<Connection> writes() {
        return JdbcFencedWrites.on(sandbox.dataSource(), "fenced", "fence", "id");
    }

    @Override
    protected Connection begin() throws SQLException {
        Connection connection = beginNothing();
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    protected Connection beginNothing() throws SQLException {
        return sandbox.dataSource().getConnection();
    }

    @Override
    protected void commit(Connection transaction) throws SQLException {
        transaction.commit();
        transaction.close();
    }

    @Override
    protected void rollback(Connection transaction) throws SQLException {
        transaction.rollback();
        transaction.close();
    }

    @Override
    protected void crash(Connection transaction) throws SQLException {
        sandbox.engine().kill(transaction, sandbox.dataSource());
    }

    @Override
    protected void addRow(String key) throws SQLException {
        sandbox.execute("INSERT INTO fenced (id, content) VALUES ('" + key + "', '')");
    }

    @Override
    protected void write(Connection transaction, String key, String text) throws SQLException {
        try (PreparedStatement update =
                transaction.prepareStatement("UPDATE fenced SET content = concat(content, ?) WHERE id = ?")) {
            update.setString(1, text);
            update.setString(2, key);
            update.executeUpdate();
        }
    }

    @Override
    protected String value(String key) {
        return sandbox.text("SELECT content FROM fenced WHERE id = '" + key + "'");
    }
}
