package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresLeasedContractTest extends JdbcLeasedContract {

    PostgresLeasedContractTest() {
        super(Engine.POSTGRESQL);
    }
}
