package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbRepeatableReadContractTest extends JdbcTransactionalContract {

    MariaDbRepeatableReadContractTest() {
        super(Engine.MARIADB, "REPEATABLE_READ");
    }
}
