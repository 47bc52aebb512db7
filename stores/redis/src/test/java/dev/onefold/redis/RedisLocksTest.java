package dev.onefold.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Outcome;
import dev.onefold.jdbc.JdbcFencedWrites;
import dev.onefold.lock.FencedLocks;
import dev.onefold.lock.FencedWrites;
import dev.onefold.lock.HeldLock;
import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore.Acquired.Granted;
import io.lettuce.core.api.StatefulRedisConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What is Redis's own about locks on it: its keys, its commands, and what a loss of its data does. */
class RedisLocksTest {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Pattern COMMAND = Pattern.compile("cmdstat_(\\w+):calls=(\\d+)");

    private final LockName name = new LockName("sale:" + UUID.randomUUID());

    @Test
    void costs_one_command_of_the_client_for_each_step() {
        try (RedisServers.Server server = RedisServers.start();
                StatefulRedisConnection<String, String> connection = RedisServers.connect(server.uri())) {
            RedisLocks locks = RedisLocks.on(connection);
            // sends the scripts, once for the life of the server
            locks.acquire(new LockName("first"), "owner", LEASE, () -> {});
            locks.renew(new LockName("first"), "owner", LEASE);
            locks.release(new LockName("first"), "owner");

            assertThat(commands(connection, () -> locks.acquire(name, "owner", LEASE, () -> {})))
                    .isEqualTo(Map.of("evalsha", 1, "set", 1, "incr", 1, "pexpire", 1));
            assertThat(commands(connection, () -> locks.acquire(name, "other", LEASE, () -> {})))
                    .isEqualTo(Map.of("evalsha", 1, "set", 1, "pttl", 1));
            assertThat(commands(connection, () -> locks.renew(name, "owner", LEASE)))
                    .isEqualTo(Map.of("evalsha", 1, "get", 1, "pexpire", 1));
            assertThat(commands(connection, () -> locks.release(name, "owner")))
                    .isEqualTo(Map.of("evalsha", 1, "get", 1, "del", 1));
        }
    }

    private static Map<String, Integer> commands(StatefulRedisConnection<String, String> connection, Runnable step) {
        connection.sync().configResetstat();
        step.run();
        Map<String, Integer> commands = new TreeMap<>();
        COMMAND.matcher(connection.sync().info("commandstats")).results().forEach(found -> {
            if (!found.group(1).startsWith("config") && !found.group(1).equals("info")) {
                commands.put(found.group(1), Integer.parseInt(found.group(2)));
            }
        });
        return commands;
    }

    @Test
    void renewing_prolongs_the_lease_and_the_fence_outlives_it() {
        try (StatefulRedisConnection<String, String> connection = RedisServers.connect()) {
            RedisLocks locks = RedisLocks.on(connection).keepingFencesFor(Duration.ofDays(2));
            locks.acquire(name, "owner", LEASE, () -> {});
            locks.renew(name, "owner", LEASE.multipliedBy(10));

            assertThat(connection.sync().pttl("onefold:lock:{" + name + "}"))
                    .isGreaterThan(LEASE.multipliedBy(5).toMillis());
            locks.release(name, "owner");
            assertThat(connection.sync().exists("onefold:lock:{" + name + "}")).isZero();
            assertThat(connection.sync().pttl("onefold:fence:{" + name + "}"))
                    .isBetween(Duration.ofDays(1).toMillis(), Duration.ofDays(2).toMillis());
            for (Duration wrong : new Duration[] {Duration.ofHours(23), Duration.ofDays(3_661)}) {
                assertThatThrownBy(() -> locks.keepingFencesFor(wrong)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void a_fence_is_seeded_above_what_was_written_and_never_lowered() {
        try (StatefulRedisConnection<String, String> connection = RedisServers.connect()) {
            RedisLocks locks = RedisLocks.on(connection);
            locks.seedFence(name, 41);
            locks.seedFence(name, 7);

            assertThat(locks.acquire(name, "owner", LEASE, () -> {})).isEqualTo(new Granted(42, LEASE));
            assertThatThrownBy(() -> locks.seedFence(name, -1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void redis_restarted_without_its_data_gives_fences_that_are_behind_and_the_sale_refuses_them_until_they_are_seeded()
            throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:restart;DB_CLOSE_DELAY=-1");
        try (Connection transaction = database.getConnection();
                Statement statement = transaction.createStatement();
                RedisServers.Server server = RedisServers.start();
                StatefulRedisConnection<String, String> connection = RedisServers.connect(server.uri())) {
            statement.execute("CREATE TABLE sale (id bigint PRIMARY KEY, fence bigint NOT NULL)");
            statement.execute("INSERT INTO sale VALUES (1, 0)");
            transaction.setAutoCommit(false);
            FencedWrites<Connection> writes = JdbcFencedWrites.on(database, "sale", "fence", "id");
            RedisLocks store = RedisLocks.on(connection);
            FencedLocks locks = FencedLocks.on(store);
            for (int i = 0; i < 8; i++) {
                acquired(locks).close();
            }
            HeldLock before = acquired(locks);
            assertThat(writes.claim(transaction, before.fence(), 1L)).isEqualTo(new Outcome.Applied<>(0L));
            transaction.commit();

            server.stop();
            server.start();

            try (HeldLock after = acquired(locks)) {
                assertThat(after.fence()).isLessThan(before.fence());
                assertThat(writes.claim(transaction, after.fence(), 1L))
                        .isEqualTo(new Outcome.Stale<>("fence 1 is behind 9"));
            }
            assertThat(before.release()).isFalse();

            store.seedFence(name, 9);
            try (HeldLock seeded = acquired(locks)) {
                assertThat(writes.claim(transaction, seeded.fence(), 1L)).isEqualTo(new Outcome.Applied<>(9L));
            }
            transaction.commit();
            locks.close();
        }
    }

    private HeldLock acquired(FencedLocks locks) {
        Outcome<HeldLock> outcome = locks.tryAcquire(name, LEASE, Duration.ofSeconds(10));
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        return ((Outcome.Applied<HeldLock>) outcome).value();
    }
}
