package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresTransactionalContractTest extends JdbcTransactionalContract {

    PostgresTransactionalContractTest() {
        super(Engine.POSTGRESQL, "READ_COMMITTED");
    }
}
