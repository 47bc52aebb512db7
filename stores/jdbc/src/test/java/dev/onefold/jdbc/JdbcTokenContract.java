package dev.onefold.jdbc;

import dev.onefold.testkit.TokenStoreContract;
import dev.onefold.token.TokenStore;
import java.time.Duration;

/** On two nodes of one database. */
abstract class JdbcTokenContract extends TokenStoreContract {

    private final TokenNodes nodes;

    JdbcTokenContract(Engine engine) {
        this.nodes = TokenNodes.on(engine);
    }

    @Override
    protected TokenStore store() {
        return nodes.one();
    }

    @Override
    protected TokenStore anotherStore() {
        return nodes.other();
    }

    @Override
    protected void advance(Duration by) {
        nodes.sandbox().advance(by);
    }

    @Override
    protected int issuedBeyondTheBoundAtOnce() {
        return 15;
    }
}
