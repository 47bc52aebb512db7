package dev.onefold.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2FencedWritesContractTest extends JdbcFencedWritesContract {

    private static final Engine.Sandbox SANDBOX = withRows(Engine.H2.create());

    H2FencedWritesContractTest() {
        super(SANDBOX);
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }
}
