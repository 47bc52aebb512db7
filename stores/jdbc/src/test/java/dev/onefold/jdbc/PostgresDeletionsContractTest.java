package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("postgresql")
class PostgresDeletionsContractTest extends JdbcDeletionsContract {

    PostgresDeletionsContractTest() {
        super(Engine.POSTGRESQL);
    }
}
