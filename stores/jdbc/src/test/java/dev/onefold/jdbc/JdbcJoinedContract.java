package dev.onefold.jdbc;

import dev.onefold.store.TransactionalStore;
import dev.onefold.testkit.JoinedTransactionContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The transaction of a caller's connection, at every isolation level. */
abstract class JdbcJoinedContract extends JoinedTransactionContract<Connection> {

    private final Nodes nodes;

    JdbcJoinedContract(Engine engine) {
        this.nodes = Nodes.at(engine, "READ_COMMITTED");
    }

    @Override
    protected TransactionalStore<Connection> store() {
        return nodes.other();
    }

    /** The caller's, as it was opened. */
    void prepare(Connection connection) throws SQLException {}

    @Override
    protected <R> R inCallersTransaction(Isolation isolation, Ending ending, CallersWork<Connection, R> work)
            throws Exception {
        try (Connection connection = nodes.connection()) {
            prepare(connection);
            connection.setTransactionIsolation(
                    switch (isolation) {
                        case READ_COMMITTED -> Connection.TRANSACTION_READ_COMMITTED;
                        case REPEATABLE_READ -> Connection.TRANSACTION_REPEATABLE_READ;
                        case SERIALIZABLE -> Connection.TRANSACTION_SERIALIZABLE;
                    });
            connection.setAutoCommit(false);
            try {
                R result = work.run(nodes.one().within(connection), connection);
                if (ending == Ending.COMMIT) {
                    connection.commit();
                }
                return result;
            } finally {
                connection.rollback();
            }
        }
    }

    @Override
    protected void write(Connection connection, String effect) throws SQLException {
        Business.effect(connection, effect, "work");
    }

    @Override
    protected List<String> effects() {
        return nodes.effects();
    }
}
