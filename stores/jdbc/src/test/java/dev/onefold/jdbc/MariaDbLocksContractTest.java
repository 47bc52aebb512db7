package dev.onefold.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbLocksContractTest extends JdbcLocksContract {

    private static final Engine.Sandbox SANDBOX = Engine.MARIADB.create();

    MariaDbLocksContractTest() {
        super(SANDBOX);
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }
}
