package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2RepeatableReadContractTest extends JdbcTransactionalContract {

    H2RepeatableReadContractTest() {
        super(Engine.H2, "REPEATABLE_READ");
    }
}
