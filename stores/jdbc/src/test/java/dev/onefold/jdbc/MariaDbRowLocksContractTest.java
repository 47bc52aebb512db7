package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbRowLocksContractTest extends JdbcRowLocksContract {

    MariaDbRowLocksContractTest() {
        super(Engine.MARIADB);
    }
}
