package dev.onefold.jdbc;

import dev.onefold.testkit.JoinedTransactionContract.Isolation;
import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2TransactionalTokenContractTest extends JdbcTransactionalTokenContract {

    H2TransactionalTokenContractTest() {
        super(Engine.H2);
    }

    @Override
    protected boolean conflictEndsTheTransaction(Isolation isolation) {
        return isolation != Isolation.READ_COMMITTED;
    }
}
