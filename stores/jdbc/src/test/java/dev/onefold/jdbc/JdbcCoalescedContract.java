package dev.onefold.jdbc;

import dev.onefold.store.TransactionalStore;
import dev.onefold.testkit.CoalescedStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Batches of transactions of the store's own, on two nodes. */
abstract class JdbcCoalescedContract extends CoalescedStoreContract<Connection> {

    private final Nodes nodes;

    JdbcCoalescedContract(Engine engine, String isolation) {
        this.nodes = Nodes.at(engine, isolation);
    }

    @Override
    protected TransactionalStore<Connection> store() {
        return nodes.one();
    }

    @Override
    protected TransactionalStore<Connection> anotherStore() {
        return nodes.other();
    }

    @Override
    protected void write(Connection connection, String effect) throws SQLException {
        Business.effect(connection, effect, "work");
    }

    @Override
    protected List<String> effects() {
        return nodes.effects();
    }

    @Override
    protected void advance(Duration by) {
        nodes.advance(by);
    }
}
