package dev.onefold.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresFencedWritesContractTest extends JdbcFencedWritesContract {

    private static final Engine.Sandbox SANDBOX = withRows(Engine.POSTGRESQL.create());

    PostgresFencedWritesContractTest() {
        super(SANDBOX);
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }
}
