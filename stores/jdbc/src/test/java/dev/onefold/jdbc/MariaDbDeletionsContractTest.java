package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbDeletionsContractTest extends JdbcDeletionsContract {

    MariaDbDeletionsContractTest() {
        super(Engine.MARIADB);
    }
}
