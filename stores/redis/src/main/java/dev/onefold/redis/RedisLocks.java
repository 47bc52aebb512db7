package dev.onefold.redis;

import dev.onefold.lock.LockName;
import dev.onefold.lock.LockStore;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisScriptingCommands;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.util.List;

/**
 * Locks on Redis 6.2 or later, single or Cluster, by the server's clock; see {@link dev.onefold.lock.FencedLocks#on}. Each
 * step is one Lua script on the keys of one slot. Safe for use by many threads.
 *
 * <p>Of a lock there are two keys: {@code onefold:lock:{name}}, which lives as long as the lease, and
 * {@code onefold:fence:{name}}, which counts. Fences start anew when the counter is gone: after a loss of data, after
 * {@code fencesKeptFor} without anybody taking the lock, and after an eviction (so let {@code maxmemory-policy} be
 * {@code noeviction}). Then they are behind, and {@link dev.onefold.lock.FencedWrites} refuses as stale whoever holds the
 * lock, until {@link #seedFence} lifts them.
 *
 * <p>Redis replicates after it answers. A replica that becomes the master without the last acquisition gives the lock, and
 * possibly the very same fence, to a second holder: where that must not be, keep locks in the database or in ZooKeeper.
 */
public final class RedisLocks implements LockStore {

    /** More than a year, for what is locked once a year. */
    private static final Duration DEFAULT_KEPT = Duration.ofDays(400);

    private static final Duration LEAST_KEPT = Duration.ofDays(1);
    private static final Duration MOST_KEPT = Duration.ofDays(3_660);
    private static final Duration SOON = Duration.ofMillis(50);

    /** Above this a Lua number is no longer exact. */
    private static final long MOST_FENCE = 1L << 52;

    private static final Script ACQUIRE = new Script("""
            if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
              local fence = redis.call('INCR', KEYS[2])
              redis.call('PEXPIRE', KEYS[2], ARGV[3])
              return {fence, 0}
            end
            return {0, redis.call('PTTL', KEYS[1])}""", "The lock could not be taken");

    private static final Script RENEW = new Script("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return {redis.call('PEXPIRE', KEYS[1], ARGV[2])}
            end
            return {0}""", "The lock could not be renewed");

    private static final Script RELEASE = new Script("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return {redis.call('DEL', KEYS[1])}
            end
            return {0}""", "The lock could not be released");

    private static final Script SEED = new Script("""
            local fence = tonumber(redis.call('GET', KEYS[1]) or '0')
            if fence < tonumber(ARGV[1]) then
              redis.call('SET', KEYS[1], ARGV[1])
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return {}""", "The fence could not be seeded");

    private final RedisScriptingCommands<String, String> redis;
    private final String fencesKeptMillis;

    private RedisLocks(RedisScriptingCommands<String, String> redis, Duration fencesKeptFor) {
        if (fencesKeptFor.compareTo(LEAST_KEPT) < 0 || fencesKeptFor.compareTo(MOST_KEPT) > 0) {
            throw new IllegalArgumentException(
                    "Fences are kept from " + LEAST_KEPT + " to " + MOST_KEPT + ", not " + fencesKeptFor);
        }
        this.redis = redis;
        this.fencesKeptMillis = String.valueOf(fencesKeptFor.toMillis());
    }

    /**
     * On one server. Steps wait as long as the connection's timeout: let it be shorter than a third of the shortest lease.
     */
    public static RedisLocks on(StatefulRedisConnection<String, String> connection) {
        return new RedisLocks(connection.sync(), DEFAULT_KEPT);
    }

    /** On a Cluster. As for {@link #on(StatefulRedisConnection)}. */
    public static RedisLocks on(StatefulRedisClusterConnection<String, String> connection) {
        return new RedisLocks(connection.sync(), DEFAULT_KEPT);
    }

    /**
     * The same locks, with another retention.
     *
     * @param fencesKeptFor how long the fence of a lock is remembered that nobody takes, 1 to 3,660 days; 400 by default
     */
    public RedisLocks keepingFencesFor(Duration fencesKeptFor) {
        return new RedisLocks(redis, fencesKeptFor);
    }

    @Override
    public Acquired acquire(LockName name, String owner, Duration lease, Runnable lost) {
        List<Object> reply =
                ACQUIRE.run(redis, List.of(lock(name), fence(name)), owner, millis(lease), fencesKeptMillis);
        long fence = number(reply, 0);
        Duration left = Duration.ofMillis(number(reply, 1));
        return fence > 0
                ? new Acquired.Granted(fence, lease)
                : new Acquired.Held(left.compareTo(SOON) < 0 ? SOON : left);
    }

    @Override
    public boolean renew(LockName name, String owner, Duration lease) {
        return number(RENEW.run(redis, List.of(lock(name)), owner, millis(lease)), 0) == 1;
    }

    @Override
    public boolean release(LockName name, String owner) {
        return number(RELEASE.run(redis, List.of(lock(name)), owner), 0) == 1;
    }

    /**
     * Makes every later fence of the name greater than {@code atLeast}: after Redis lost its data, with the greatest fence
     * that any row has. Whoever holds the lock keeps it, with the fence it has.
     *
     * @param atLeast 0 to 2⁵²
     * @throws dev.onefold.store.StoreException if the server does not answer
     */
    public void seedFence(LockName name, long atLeast) {
        if (atLeast < 0 || atLeast > MOST_FENCE) {
            throw new IllegalArgumentException("A fence is between 0 and " + MOST_FENCE + ", not " + atLeast);
        }
        SEED.run(redis, List.of(fence(name)), String.valueOf(atLeast), fencesKeptMillis);
    }

    private static String lock(LockName name) {
        return "onefold:lock:{" + name + "}";
    }

    private static String fence(LockName name) {
        return "onefold:fence:{" + name + "}";
    }

    private static String millis(Duration length) {
        return String.valueOf(length.toMillis());
    }

    private static long number(List<Object> reply, int index) {
        return (Long) reply.get(index);
    }
}
