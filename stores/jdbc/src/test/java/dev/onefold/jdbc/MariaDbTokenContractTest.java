package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbTokenContractTest extends JdbcTokenContract {

    MariaDbTokenContractTest() {
        super(Engine.MARIADB);
    }
}
