package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresCoalescedContractTest extends JdbcCoalescedContract {

    PostgresCoalescedContractTest() {
        super(Engine.POSTGRESQL, "READ_COMMITTED");
    }
}
