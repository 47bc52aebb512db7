package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresOptimisticContractTest extends JdbcOptimisticContract {

    PostgresOptimisticContractTest() {
        super(Engine.POSTGRESQL);
    }
}
