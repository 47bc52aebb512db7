package dev.onefold.redis;

import dev.onefold.lock.LockStore;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("redis-cluster")
class RedisClusterLocksContractTest extends RedisLocksContract {

    private static final StatefulRedisClusterConnection<String, String> ONE = RedisServers.connectToCluster();
    private static final StatefulRedisClusterConnection<String, String> OTHER = RedisServers.connectToCluster();

    @Override
    protected LockStore store() {
        return RedisLocks.on(ONE);
    }

    @Override
    protected LockStore anotherStore() {
        return RedisLocks.on(OTHER);
    }

    @AfterAll
    static void close() {
        ONE.close();
        OTHER.close();
    }
}
