package dev.onefold.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("mariadb")
class MariaDbFencedWritesContractTest extends JdbcFencedWritesContract {

    private static final Engine.Sandbox SANDBOX = withRows(Engine.MARIADB.create());

    MariaDbFencedWritesContractTest() {
        super(SANDBOX);
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }
}
