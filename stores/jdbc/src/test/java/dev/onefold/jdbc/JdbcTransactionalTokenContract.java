package dev.onefold.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Codec;
import dev.onefold.Fingerprint;
import dev.onefold.Operation;
import dev.onefold.Outcome.Applied;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.testkit.JoinedTransactionContract.Ending;
import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import dev.onefold.testkit.TransactionalTokenContract;
import dev.onefold.token.Token;
import dev.onefold.token.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** On two nodes of one database. */
abstract class JdbcTransactionalTokenContract extends TransactionalTokenContract<Connection, JdbcTokenStore> {

    private final TokenNodes nodes;

    JdbcTransactionalTokenContract(Engine engine) {
        this.nodes = TokenNodes.on(engine);
    }

    @Override
    protected JdbcTokenStore store() {
        return nodes.one();
    }

    @Override
    protected JdbcTokenStore anotherStore() {
        return nodes.other();
    }

    @Override
    protected void write(Connection connection, String effect) throws SQLException {
        TokenNodes.write(connection, effect);
    }

    @Override
    protected List<String> effects() {
        return nodes.effects();
    }

    @Override
    protected <R> R inCallersTransaction(
            Isolation isolation, Ending ending, CallersWork<Connection, JdbcTokenStore, R> work) throws Exception {
        try (Connection connection = nodes.sandbox().dataSource().getConnection()) {
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

    @Test
    void token_consumed_then_crash_leaves_it_unused() throws Exception {
        Scope scope = new Scope("shop", UUID.randomUUID().toString());
        TransactionalOperation<String> checkout = Operation.transactional("checkout", Codec.text());
        Fingerprint content = Fingerprint.ofText("content");
        try (Tokens<Connection> tokens = Tokens.on(nodes.one())) {
            String token =
                    ((Applied<Token>) tokens.issue(checkout, scope)).value().value();
            Connection crashing = nodes.sandbox().dataSource().getConnection();
            crashing.setAutoCommit(false);
            tokens.within(nodes.one().within(crashing))
                    .submit(checkout, scope, token, content, connection -> "lost with the process");
            nodes.sandbox().engine().kill(crashing, nodes.sandbox().dataSource());

            assertThat(tokens.submit(checkout, scope, token, content, connection -> "ordered"))
                    .isEqualTo(new Applied<>("ordered"));
        }
    }
}
