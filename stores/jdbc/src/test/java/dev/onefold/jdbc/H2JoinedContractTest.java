package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2JoinedContractTest extends JdbcJoinedContract {

    H2JoinedContractTest() {
        super(Engine.H2);
    }
}
