package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2LeasedContractTest extends JdbcLeasedContract {

    H2LeasedContractTest() {
        super(Engine.H2);
    }
}
