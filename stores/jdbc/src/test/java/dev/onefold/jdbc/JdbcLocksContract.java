package dev.onefold.jdbc;

import dev.onefold.lock.LockStore;
import dev.onefold.testkit.FencedLocksContract;
import java.sql.SQLException;
import java.time.Duration;

/** Locks on one engine; both stores have a pool of their own. */
abstract class JdbcLocksContract extends FencedLocksContract {

    private final Engine.Sandbox sandbox;
    private final LockStore one;
    private final LockStore other;

    JdbcLocksContract(Engine.Sandbox sandbox) {
        this.sandbox = sandbox;
        this.one = JdbcLocks.on(sandbox.pool(10));
        this.other = JdbcLocks.on(sandbox.pool(10));
    }

    @Override
    protected LockStore store() {
        return one;
    }

    @Override
    protected LockStore anotherStore() {
        return other;
    }

    @Override
    protected LockStore unreachable() {
        boolean[] down = new boolean[1];
        LockStore store = JdbcLocks.on(Tap.dataSource(
                () -> {
                    if (down[0]) {
                        throw new SQLException("The server is down", "08001");
                    }
                    return sandbox.dataSource().getConnection();
                },
                (sent, trip) -> trip.go()));
        down[0] = true;
        return store;
    }

    @Override
    protected void lapse() {
        sandbox.advance(shortLease());
    }

    @Override
    protected void advance(Duration by) {
        sandbox.advance(by);
    }
}
