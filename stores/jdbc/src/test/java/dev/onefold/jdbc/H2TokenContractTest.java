package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2TokenContractTest extends JdbcTokenContract {

    H2TokenContractTest() {
        super(Engine.H2);
    }
}
