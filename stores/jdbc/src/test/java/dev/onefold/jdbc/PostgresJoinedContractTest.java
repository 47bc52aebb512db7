package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresJoinedContractTest extends JdbcJoinedContract {

    PostgresJoinedContractTest() {
        super(Engine.POSTGRESQL);
    }
}
