package dev.onefold.zookeeper;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/** A ZooKeeper server in this process, started when it is first needed; it ends with the JVM. */
final class ZooKeeperServer {

    private static final int TICK_MILLIS = 100;

    private ZooKeeperServer() {}

    private static final class Server {

        private static final TestingServer ONE = start();
    }

    /** One that is the test's own to stop. */
    static TestingServer start() {
        try {
            return new TestingServer(
                    new InstanceSpec(
                            null, -1, -1, -1, true, -1, TICK_MILLIS, 100, Map.of("maxSessionTimeout", "120000")),
                    true);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String address() {
        return Server.ONE.getConnectString();
    }

    /** A new client, started. */
    static CuratorFramework connect(String address, int sessionTimeoutMillis) {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(address)
                .sessionTimeoutMs(sessionTimeoutMillis)
                .connectionTimeoutMs(sessionTimeoutMillis)
                .retryPolicy(new RetryOneTime(1))
                .build();
        client.start();
        return client;
    }

    /**
     * Ends the session of a client by closing it from elsewhere, as the server does with one that is silent too long.
     * Returns when the client knows and has a new one: what it is told late would hit a lock of the new session.
     */
    static void endSession(CuratorFramework client) {
        CountDownLatch reconnected = new CountDownLatch(1);
        ConnectionStateListener listener = (same, state) -> {
            if (state == ConnectionState.RECONNECTED) {
                reconnected.countDown();
            }
        };
        client.getConnectionStateListenable().addListener(listener);
        try {
            ZooKeeper session = client.getZookeeperClient().getZooKeeper();
            CountDownLatch connected = new CountDownLatch(1);
            ZooKeeper same = new ZooKeeper(
                    client.getZookeeperClient().getCurrentConnectionString(),
                    session.getSessionTimeout(),
                    event -> {
                        if (event.getState() == KeeperState.SyncConnected) {
                            connected.countDown();
                        }
                    },
                    session.getSessionId(),
                    session.getSessionPasswd());
            boolean taken = connected.await(60, TimeUnit.SECONDS);
            same.close();
            if (!taken) {
                throw new IllegalStateException("The session could not be taken over");
            }
            if (!reconnected.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The client found no new session");
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            client.getConnectionStateListenable().removeListener(listener);
        }
    }
}
