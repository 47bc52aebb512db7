package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariadbJobContractTest extends JdbcJobContract {
    MariadbJobContractTest() {
        super(Engine.MARIADB);
    }
}
