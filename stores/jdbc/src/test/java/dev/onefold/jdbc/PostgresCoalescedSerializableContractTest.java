package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresCoalescedSerializableContractTest extends JdbcCoalescedContract {

    PostgresCoalescedSerializableContractTest() {
        super(Engine.POSTGRESQL, "SERIALIZABLE");
    }
}
