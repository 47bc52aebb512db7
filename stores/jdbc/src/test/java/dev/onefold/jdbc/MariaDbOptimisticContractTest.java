package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbOptimisticContractTest extends JdbcOptimisticContract {

    MariaDbOptimisticContractTest() {
        super(Engine.MARIADB);
    }
}
