package dev.onefold.zookeeper;

import dev.onefold.Outcome;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore;
import dev.onefold.testkit.PausedHolder;
import dev.onefold.testkit.PausedHolderContract;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("zookeeper")
class PausedZooKeeperHolderTest extends PausedHolderContract {

    private static final int SESSION_MILLIS = 1_500;

    private FencedRow row;
    private CuratorFramework client;

    /** The process that is paused. */
    static final class Holder {
        public static void main(String... arguments) throws IOException {
            PausedHolder.hold(
                    FencedLocks.on(ZooKeeperLocks.on(ZooKeeperServer.connect(arguments[0], SESSION_MILLIS))),
                    new LockName(arguments[2]),
                    LEASE,
                    fence -> FencedRow.write(arguments[1], fence));
            System.exit(0);
        }
    }

    @BeforeEach
    void open() throws SQLException {
        row = new FencedRow();
        client = ZooKeeperServer.connect(ZooKeeperServer.address(), 60_000);
    }

    @Override
    protected LockStore store() {
        return ZooKeeperLocks.on(client);
    }

    @Override
    protected PausedHolder start(LockName name) throws IOException {
        return PausedHolder.start(Holder.class, ZooKeeperServer.address(), row.url(), name.text());
    }

    @Override
    protected Outcome<?> write(long fence) {
        return FencedRow.write(row.url(), fence);
    }

    @AfterEach
    void close() {
        client.close();
        row.close();
    }
}
