package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbCoalescedContractTest extends JdbcCoalescedContract {

    MariaDbCoalescedContractTest() {
        super(Engine.MARIADB, "REPEATABLE_READ");
    }
}
