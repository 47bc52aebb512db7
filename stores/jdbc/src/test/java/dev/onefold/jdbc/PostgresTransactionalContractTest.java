package dev.onefold.jdbc;

import dev.onefold.store.TransactionalStore;
import dev.onefold.testkit.TransactionalStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** At READ COMMITTED; the other isolations have classes of their own. */
class PostgresTransactionalContractTest extends TransactionalStoreContract<Connection> {

    @Override
    protected TransactionalStore<Connection> store() {
        return nodes().one();
    }

    @Override
    protected TransactionalStore<Connection> anotherStore() {
        return nodes().other();
    }

    @Override
    protected void write(Connection connection, String effect) throws SQLException {
        Business.effect(connection, effect, "work");
    }

    @Override
    protected List<String> effects() {
        return nodes().effects();
    }

    @Override
    protected void advance(Duration by) {
        nodes().advance(by);
    }

    PostgresNodes nodes() {
        return PostgresNodes.at("read committed");
    }
}
