package dev.onefold.redis;

import dev.onefold.Outcome;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore;
import dev.onefold.testkit.PausedHolder;
import dev.onefold.testkit.PausedHolderContract;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("redis")
class PausedRedisHolderTest extends PausedHolderContract {

    private FencedRow row;
    private StatefulRedisConnection<String, String> connection;

    /** The process that is paused. */
    static final class Holder {
        public static void main(String... arguments) throws IOException {
            RedisLocks locks = RedisLocks.on(RedisServers.connect(RedisURI.create(arguments[0])));
            PausedHolder.hold(
                    FencedLocks.on(locks),
                    new LockName(arguments[2]),
                    LEASE,
                    fence -> FencedRow.write(arguments[1], fence));
            System.exit(0);
        }
    }

    @BeforeEach
    void open() throws SQLException {
        row = new FencedRow();
        connection = RedisServers.connect();
    }

    @Override
    protected LockStore store() {
        return RedisLocks.on(connection);
    }

    @Override
    protected PausedHolder start(LockName name) throws IOException {
        RedisURI uri = RedisServers.single();
        return PausedHolder.start(
                Holder.class, "redis://" + uri.getHost() + ":" + uri.getPort(), row.url(), name.text());
    }

    @Override
    protected Outcome<?> write(long fence) {
        return FencedRow.write(row.url(), fence);
    }

    @AfterEach
    void close() {
        connection.close();
        row.close();
    }
}
