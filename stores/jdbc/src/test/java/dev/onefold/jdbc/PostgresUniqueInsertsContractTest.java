package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresUniqueInsertsContractTest extends JdbcUniqueInsertsContract {

    PostgresUniqueInsertsContractTest() {
        super(Engine.POSTGRESQL);
    }
}
