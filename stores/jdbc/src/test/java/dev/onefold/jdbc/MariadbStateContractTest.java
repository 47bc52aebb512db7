package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariadbStateContractTest extends JdbcStateContract {
    MariadbStateContractTest() {
        super(Engine.MARIADB);
    }
}
