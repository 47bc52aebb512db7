package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2DeletionsContractTest extends JdbcDeletionsContract {

    H2DeletionsContractTest() {
        super(Engine.H2);
    }
}
