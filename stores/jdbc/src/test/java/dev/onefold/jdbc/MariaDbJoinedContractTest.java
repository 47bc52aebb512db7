package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbJoinedContractTest extends JdbcJoinedContract {

    MariaDbJoinedContractTest() {
        super(Engine.MARIADB);
    }
}
