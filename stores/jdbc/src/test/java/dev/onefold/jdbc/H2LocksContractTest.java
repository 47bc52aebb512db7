package dev.onefold.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2LocksContractTest extends JdbcLocksContract {

    private static final Engine.Sandbox SANDBOX = Engine.H2.create();

    H2LocksContractTest() {
        super(SANDBOX);
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }
}
