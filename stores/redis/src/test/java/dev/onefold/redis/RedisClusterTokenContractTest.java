package dev.onefold.redis;

import dev.onefold.testkit.TokenStoreContract;
import dev.onefold.token.TokenStore;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("redis-cluster")
class RedisClusterTokenContractTest extends TokenStoreContract {

    private final AtomicLong ahead = new AtomicLong();
    private final StatefulRedisClusterConnection<String, String> one = RedisServers.connectToCluster();
    private final StatefulRedisClusterConnection<String, String> other = RedisServers.connectToCluster();
    private final TokenStore store = RedisTokenStore.on(one, ahead::get);
    private final TokenStore another = RedisTokenStore.on(other, ahead::get);

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected TokenStore anotherStore() {
        return another;
    }

    @Override
    protected void advance(Duration by) {
        ahead.addAndGet(by.toMillis());
    }

    @AfterEach
    void disconnect() {
        one.close();
        other.close();
    }
}
