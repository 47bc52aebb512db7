package dev.onefold.redis;

import dev.onefold.testkit.TokenStoreContract;
import dev.onefold.token.TokenStore;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("redis")
class RedisTokenContractTest extends TokenStoreContract {

    private final AtomicLong ahead = new AtomicLong();
    private final StatefulRedisConnection<String, String> one = RedisServers.connect();
    private final StatefulRedisConnection<String, String> other = RedisServers.connect();
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
