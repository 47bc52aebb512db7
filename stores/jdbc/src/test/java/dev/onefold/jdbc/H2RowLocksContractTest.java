package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2RowLocksContractTest extends JdbcRowLocksContract {

    H2RowLocksContractTest() {
        super(Engine.H2);
    }
}
