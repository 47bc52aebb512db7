package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2SerializableContractTest extends JdbcTransactionalContract {

    H2SerializableContractTest() {
        super(Engine.H2, "SERIALIZABLE");
    }
}
