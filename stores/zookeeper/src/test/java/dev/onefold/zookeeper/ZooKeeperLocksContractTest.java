package dev.onefold.zookeeper;

import dev.onefold.lock.LockStore;
import dev.onefold.testkit.FencedLocksContract;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("zookeeper")
class ZooKeeperLocksContractTest extends FencedLocksContract {

    private static final CuratorFramework ONE = ZooKeeperServer.connect(ZooKeeperServer.address(), 120_000);
    private static final CuratorFramework OTHER = ZooKeeperServer.connect(ZooKeeperServer.address(), 120_000);
    private static final LockStore STORE = ZooKeeperLocks.on(ONE);
    private static final LockStore ANOTHER = ZooKeeperLocks.on(OTHER);

    @Override
    protected LockStore store() {
        return STORE;
    }

    @Override
    protected LockStore anotherStore() {
        return ANOTHER;
    }

    @Override
    protected LockStore unreachable() {
        try (TestingServer server = ZooKeeperServer.start()) {
            CuratorFramework client = ZooKeeperServer.connect(server.getConnectString(), 500);
            client.blockUntilConnected();
            return ZooKeeperLocks.on(client);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the session, which ends every lock. */
    @Override
    protected void lapse() {
        ZooKeeperServer.endSession(ONE);
    }

    @AfterAll
    static void close() {
        ONE.close();
        OTHER.close();
    }
}
