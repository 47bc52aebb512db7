package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbUniqueInsertsContractTest extends JdbcUniqueInsertsContract {

    MariaDbUniqueInsertsContractTest() {
        super(Engine.MARIADB);
    }
}
