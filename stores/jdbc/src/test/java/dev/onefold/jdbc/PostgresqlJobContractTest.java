package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresqlJobContractTest extends JdbcJobContract {
    PostgresqlJobContractTest() {
        super(Engine.POSTGRESQL);
    }
}
