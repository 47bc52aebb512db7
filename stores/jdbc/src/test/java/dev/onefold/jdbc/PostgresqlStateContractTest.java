package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresqlStateContractTest extends JdbcStateContract {
    PostgresqlStateContractTest() {
        super(Engine.POSTGRESQL);
    }
}
