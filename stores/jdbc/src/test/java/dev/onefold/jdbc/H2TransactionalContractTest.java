package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2TransactionalContractTest extends JdbcTransactionalContract {

    H2TransactionalContractTest() {
        super(Engine.H2, "READ_COMMITTED");
    }
}
