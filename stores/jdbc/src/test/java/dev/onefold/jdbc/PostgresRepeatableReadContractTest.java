package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresRepeatableReadContractTest extends JdbcTransactionalContract {

    PostgresRepeatableReadContractTest() {
        super(Engine.POSTGRESQL, "REPEATABLE_READ");
    }
}
