package dev.onefold.jdbc;

import dev.onefold.store.LeasedStore;
import dev.onefold.testkit.LeasedStoreContract;
import java.time.Duration;

class PostgresLeasedContractTest extends LeasedStoreContract {

    private final PostgresNodes nodes = PostgresNodes.at("read committed");

    @Override
    protected LeasedStore store() {
        return nodes.one();
    }

    @Override
    protected LeasedStore anotherStore() {
        return nodes.other();
    }

    @Override
    protected void advance(Duration by) {
        nodes.advance(by);
    }
}
