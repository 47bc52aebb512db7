package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbSerializableContractTest extends JdbcTransactionalContract {

    MariaDbSerializableContractTest() {
        super(Engine.MARIADB, "SERIALIZABLE");
    }
}
