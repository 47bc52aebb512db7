package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2JobContractTest extends JdbcJobContract {
    H2JobContractTest() {
        super(Engine.H2);
    }
}
