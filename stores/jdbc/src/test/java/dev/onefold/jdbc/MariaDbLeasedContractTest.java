package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbLeasedContractTest extends JdbcLeasedContract {

    MariaDbLeasedContractTest() {
        super(Engine.MARIADB);
    }
}
