package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresTokenContractTest extends JdbcTokenContract {

    PostgresTokenContractTest() {
        super(Engine.POSTGRESQL);
    }
}
