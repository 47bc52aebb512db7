package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbTransactionalTokenContractTest extends JdbcTransactionalTokenContract {

    MariaDbTransactionalTokenContractTest() {
        super(Engine.MARIADB);
    }
}
