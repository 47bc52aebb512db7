package dev.onefold.redis;

import dev.onefold.Time;
import dev.onefold.lock.LockStore;
import dev.onefold.testkit.FencedLocksContract;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;

/** Locks on Redis, whose clock cannot be moved: a lease that is to lapse is short. */
abstract class RedisLocksContract extends FencedLocksContract {

    @Override
    protected LockStore unreachable() {
        RedisServers.Server server = RedisServers.start();
        StatefulRedisConnection<String, String> connection = RedisServers.connect(server.uri());
        connection.setTimeout(Duration.ofMillis(200));
        server.stop();
        return RedisLocks.on(connection);
    }

    @Override
    protected Duration shortLease() {
        return Duration.ofMillis(400);
    }

    @Override
    protected void lapse() {
        Time.system().pause(shortLease().plusMillis(20));
    }
}
