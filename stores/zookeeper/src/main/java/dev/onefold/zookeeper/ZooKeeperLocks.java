package dev.onefold.zookeeper;

import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore;
import dev.onefold.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks on ZooKeeper; see {@link dev.onefold.lock.FencedLocks#on}. A lock is an ephemeral node under
 * {@code /onefold/locks}, with its owner as data, and ends with the session that made it. Its fence is the node's
 * {@code czxid}, the number of the transaction that created it, which grows over the whole ensemble and for ever; a sequential
 * node's number starts anew with its parent and is no fence.
 *
 * <p>A lease is never longer than two thirds of the session's timeout, which is when the client itself gives a server up.
 * When the connection is suspended or the session lost, every lock is told to be lost. Steps wait as long as the client's
 * connection timeout and retry policy say. Safe for use by many threads; an instance for each client.
 */
public final class ZooKeeperLocks implements LockStore, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ZooKeeperLocks.class);

    private static final String FOLDER = "/onefold/locks/lock-";
    /** How many paths nodes are removed from at once, at most. */
    private static final int REMOVALS = 64;

    private static final Duration SOON = Duration.ofMillis(100);

    private final CuratorFramework client;
    private final ConnectionStateListener listener = (from, state) -> changed(state);

    /** Whom to tell, by owner. */
    private final Map<String, Runnable> lost = new ConcurrentHashMap<>();

    /** Nodes of this session, by owner, that may be there and that nobody wants any more. */
    private final Map<String, String> unwanted = new ConcurrentHashMap<>();

    /** So that no node of this session is deleted in the belief that it is an earlier one of the same path. */
    private final Lock[] removing =
            Stream.generate(ReentrantLock::new).limit(REMOVALS).toArray(Lock[]::new);

    private ZooKeeperLocks(CuratorFramework client) {
        this.client = client;
        client.getConnectionStateListenable().addListener(listener);
    }

    /**
     * On a client that is started, which stays the caller's to close.
     *
     * @throws IllegalArgumentException if the client compresses what it writes
     */
    public static ZooKeeperLocks on(CuratorFramework client) {
        if (client.compressionEnabled()) {
            throw new IllegalArgumentException("Locks need a client that does not compress data: give them their own");
        }
        return new ZooKeeperLocks(client);
    }

    @Override
    public Acquired acquire(LockName name, String owner, Duration lease, Runnable onLost) {
        lost.put(owner, onLost);
        boolean granted = false;
        try {
            Stat node = created(FOLDER + name, owner);
            granted = node.getCzxid() > 0;
            return granted ? new Acquired.Granted(node.getCzxid(), shorter(lease)) : new Acquired.Held(SOON);
        } catch (Exception e) {
            throw failure("Lock " + name + " could not be taken", e);
        } finally {
            if (!granted) {
                lost.remove(owner);
            }
        }
    }

    /** The owner's node; without a number if it is another's. */
    private Stat created(String path, String owner) throws Exception {
        Stat node = new Stat();
        try {
            client.create()
                    .storingStatIn(node)
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.EPHEMERAL)
                    .forPath(path, owner.getBytes(StandardCharsets.UTF_8));
            return node;
        } catch (NodeExistsException exists) {
            // it is ours if the client sent it again because a reply was lost
            return isOf(session(), path, owner, node) ? node : new Stat();
        }
    }

    private Duration shorter(Duration lease) throws Exception {
        Duration sure = Duration.ofMillis(session().getSessionTimeout() * 2L / 3);
        return sure.compareTo(lease) < 0 ? sure : lease;
    }

    @Override
    public boolean renew(LockName name, String owner, Duration lease) {
        try {
            return isOf(session(), FOLDER + name, owner, new Stat());
        } catch (Exception e) {
            throw failure("Lock " + name + " could not be renewed", e);
        }
    }

    @Override
    public boolean release(LockName name, String owner) {
        lost.remove(owner);
        unwanted.put(owner, FOLDER + name);
        try {
            return remove(owner, FOLDER + name);
        } catch (Exception e) {
            throw failure("Lock " + name + " could not be released; it is once the connection is back", e);
        }
    }

    /**
     * Deletes the owner's node by the very session that made it: a request of a session that has ended is refused, where one
     * sent again by another session would hit the next holder.
     */
    private boolean remove(String owner, String path) throws Exception {
        Lock only = removing[Math.floorMod(path.hashCode(), REMOVALS)];
        only.lock();
        try {
            ZooKeeper session = session();
            boolean ours = isOf(session, path, owner, new Stat());
            if (ours) {
                session.delete(absolute(path), -1);
            }
            unwanted.remove(owner);
            return ours;
        } catch (NoNodeException gone) {
            unwanted.remove(owner);
            return false;
        } finally {
            only.unlock();
        }
    }

    private boolean isOf(ZooKeeper session, String path, String owner, Stat node) throws Exception {
        try {
            byte[] holder = session.getData(absolute(path), false, node);
            return node.getEphemeralOwner() == session.getSessionId()
                    && owner.equals(new String(holder, StandardCharsets.UTF_8));
        } catch (NoNodeException free) {
            return false;
        }
    }

    private ZooKeeper session() throws Exception {
        return client.getZookeeperClient().getZooKeeper();
    }

    private String absolute(String path) {
        return ZKPaths.fixForNamespace(client.getNamespace(), path);
    }

    private void changed(ConnectionState state) {
        if (state == ConnectionState.SUSPENDED || state == ConnectionState.LOST) {
            lost.values().forEach(Runnable::run);
        } else if (state == ConnectionState.RECONNECTED && !unwanted.isEmpty()) {
            var unused = client.runSafe(this::removeUnwanted);
        }
    }

    private void removeUnwanted() {
        unwanted.forEach((owner, path) -> {
            try {
                remove(owner, path);
            } catch (Exception e) {
                log.warn("Lock {} could not be released yet", path, e);
            }
        });
    }

    private static StoreException failure(String message, Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new StoreException(message, cause);
    }

    /** Stops listening to the client, which stays open: what is held is not told its loss any more. */
    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(listener);
    }
}
