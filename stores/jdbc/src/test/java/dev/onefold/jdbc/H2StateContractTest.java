package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2StateContractTest extends JdbcStateContract {
    H2StateContractTest() {
        super(Engine.H2);
    }
}
