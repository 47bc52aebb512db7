package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresCoalescedRepeatableReadContractTest extends JdbcCoalescedContract {

    PostgresCoalescedRepeatableReadContractTest() {
        super(Engine.POSTGRESQL, "REPEATABLE_READ");
    }
}
