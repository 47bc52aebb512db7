package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresRowLocksContractTest extends JdbcRowLocksContract {

    PostgresRowLocksContractTest() {
        super(Engine.POSTGRESQL);
    }
}
