package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2UniqueInsertsContractTest extends JdbcUniqueInsertsContract {

    H2UniqueInsertsContractTest() {
        super(Engine.H2);
    }
}
