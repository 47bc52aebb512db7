package dev.onefold.jdbc;

import org.junit.jupiter.api.Tag;

@Tag("h2")
class H2CoalescedContractTest extends JdbcCoalescedContract {

    H2CoalescedContractTest() {
        super(Engine.H2, "READ_COMMITTED");
    }
}
