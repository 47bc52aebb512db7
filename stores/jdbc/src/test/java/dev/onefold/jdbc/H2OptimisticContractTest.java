package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2OptimisticContractTest extends JdbcOptimisticContract {

    H2OptimisticContractTest() {
        super(Engine.H2);
    }
}
