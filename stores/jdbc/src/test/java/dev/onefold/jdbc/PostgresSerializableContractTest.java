package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresSerializableContractTest extends JdbcTransactionalContract {

    PostgresSerializableContractTest() {
        super(Engine.POSTGRESQL, "SERIALIZABLE");
    }
}
