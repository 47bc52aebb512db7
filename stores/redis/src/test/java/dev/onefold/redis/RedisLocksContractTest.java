package dev.onefold.redis;

import dev.onefold.lock.LockStore;
import io.lettuce.core.api.StatefulRedisConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("redis")
class RedisLocksContractTest extends RedisLocksContract {

    private static final StatefulRedisConnection<String, String> ONE = RedisServers.connect();
    private static final StatefulRedisConnection<String, String> OTHER = RedisServers.connect();

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
