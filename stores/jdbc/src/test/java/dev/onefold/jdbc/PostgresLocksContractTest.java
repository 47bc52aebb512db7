package dev.onefold.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresLocksContractTest extends JdbcLocksContract {

    private static final Engine.Sandbox SANDBOX = Engine.POSTGRESQL.create();

    PostgresLocksContractTest() {
        super(SANDBOX);
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }
}
