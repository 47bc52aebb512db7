package dev.onefold.benchmarks.experiment;

import dev.onefold.benchmarks.measure.Way;
import dev.onefold.lock.FencedLocks;
import dev.onefold.zookeeper.ZooKeeperLocks;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** Locks on a ZooKeeper of their own, beside the two requests of its client that a lock is made of. */
final class ZooKeeperParts implements Experiment {

    private static final int SESSION_MILLIS = 30_000;

    @Override
    public String name() {
        return "parts-zookeeper";
    }

    @Override
    public String title() {
        return "Locks on ZooKeeper";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        TestingServer server;
        try {
            server = laboratory.closing(new TestingServer());
        } catch (Exception e) {
            laboratory.skip(this, "ZooKeeper", e);
            return;
        }
        CuratorFramework ours = connect(laboratory, server);
        CuratorFramework other = connect(laboratory, server);
        other.create().creatingParentsIfNeeded().forPath("/raw");
        Parts.compare(
                laboratory,
                laboratory.contest(),
                "zookeeper_lock",
                "A lock on ZooKeeper beside create and delete",
                "The server runs in the application's process, and its CPU time is in the application's. The bare requests are"
                        + " two, an ephemeral node made and deleted; Onefold's third looks whose node it is before it is deleted, so"
                        + " that a request sent again never deletes the next holder's. The bare node gives no fence and no notice"
                        + " that the lock was lost, and whoever finds it there has to come again, as with Onefold.",
                rawLock(other.getZookeeperClient().getZooKeeper()),
                Parts.lock(laboratory.closing(FencedLocks.on(laboratory.closing(ZooKeeperLocks.on(ours))))));
    }

    private static Way rawLock(ZooKeeper session) {
        return Way.of("create, delete", caller -> {
            String path = "/raw/lock-" + caller.number();
            session.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            session.delete(path, -1);
        });
    }

    private static CuratorFramework connect(Laboratory laboratory, TestingServer server) {
        CuratorFramework client = laboratory.closing(CuratorFrameworkFactory.newClient(
                server.getConnectString(), SESSION_MILLIS, SESSION_MILLIS, new RetryOneTime(1)));
        client.start();
        return client;
    }
}
