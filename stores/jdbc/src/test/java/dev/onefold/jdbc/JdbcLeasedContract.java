package dev.onefold.jdbc;

import dev.onefold.store.LeasedStore;
import dev.onefold.testkit.LeasedStoreContract;
import java.time.Duration;

/** Leases on two nodes. */
abstract class JdbcLeasedContract extends LeasedStoreContract {

    private final Nodes nodes;

    JdbcLeasedContract(Engine engine) {
        this.nodes = Nodes.at(engine, "READ_COMMITTED");
    }

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
