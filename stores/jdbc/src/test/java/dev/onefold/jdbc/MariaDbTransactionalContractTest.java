package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbTransactionalContractTest extends JdbcTransactionalContract {

    MariaDbTransactionalContractTest() {
        super(Engine.MARIADB, "READ_COMMITTED");
    }
}
