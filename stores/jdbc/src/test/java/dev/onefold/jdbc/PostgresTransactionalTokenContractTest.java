package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresTransactionalTokenContractTest extends JdbcTransactionalTokenContract {

    PostgresTransactionalTokenContractTest() {
        super(Engine.POSTGRESQL);
    }
}
