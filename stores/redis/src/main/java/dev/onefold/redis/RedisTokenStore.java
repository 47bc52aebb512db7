package dev.onefold.redis;

import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.RecordId;
import dev.onefold.store.NewRecord;
import dev.onefold.store.Sighting;
import dev.onefold.store.StoreException;
import dev.onefold.store.Verdict;
import dev.onefold.token.TokenStore;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens in Redis 6.2 or later, for effects that are elsewhere; see {@link dev.onefold.token.Tokens#leased}. Each step is
 * one Lua script on the keys of one slot, by the clock of the server that has them: a token is a hash and, once it is used
 * up, an answer, named {@code onefold:{digest}:token} and {@code :answer}; a holder's live tokens are a sorted set. All of
 * them expire by themselves.
 *
 * <p>Issuing costs two commands, a first submission three, a replay one. A token that Redis lost, by a restart, an
 * eviction or a failover, is refused and never taken for new. But a failover that loses a claim which was acknowledged
 * gives the token back as it was: the effect must still be guarded where it happens, by the fence or a unique key.
 *
 * <p>Waits for a reply as long as the connection's timeout says. Safe for use by many threads; the connection stays the
 * caller's to close.
 */
public final class RedisTokenStore implements TokenStore {

    private static final Logger log = LoggerFactory.getLogger(RedisTokenStore.class);

    private static final String POLICY = "maxmemory_policy:";

    private final RedisClusterCommands<String, String> redis;
    private final LongSupplier aheadMillis;

    private RedisTokenStore(RedisClusterCommands<String, String> redis, LongSupplier aheadMillis) {
        this.redis = redis;
        this.aheadMillis = aheadMillis;
    }

    /**
     * On a single server, or the master that a Sentinel named.
     *
     * @throws IllegalStateException if the server evicts keys that are still needed, saying what to do
     * @throws StoreException if it does not answer
     */
    public static RedisTokenStore on(StatefulRedisConnection<String, String> connection) {
        return on(connection, () -> 0);
    }

    /** As {@link #on(StatefulRedisConnection)}, on every master of a Cluster. */
    public static RedisTokenStore on(StatefulRedisClusterConnection<String, String> connection) {
        return on(connection, () -> 0);
    }

    /** For tests: by a clock so far ahead of the server's. */
    static RedisTokenStore on(StatefulRedisConnection<String, String> connection, LongSupplier aheadMillis) {
        checked(() -> checkPolicy(connection.sync().info("memory")));
        return new RedisTokenStore(connection.sync(), aheadMillis);
    }

    /** For tests: by a clock so far ahead of the servers'. */
    static RedisTokenStore on(StatefulRedisClusterConnection<String, String> connection, LongSupplier aheadMillis) {
        RedisAdvancedClusterCommands<String, String> cluster = connection.sync();
        checked(() -> cluster.upstream().commands().info("memory").forEach(RedisTokenStore::checkPolicy));
        return new RedisTokenStore(cluster, aheadMillis);
    }

    private static void checked(Runnable look) {
        try {
            look.run();
        } catch (RedisException e) {
            throw new StoreException("Redis could not be asked for its maxmemory-policy", e);
        }
    }

    private static void checkPolicy(String memory) {
        String policy = memory.lines()
                .filter(line -> line.startsWith(POLICY))
                .map(line -> line.substring(POLICY.length()).trim())
                .findFirst()
                .orElse("unknown");
        if (policy.startsWith("allkeys-")) {
            throw new IllegalStateException("This Redis has maxmemory-policy " + policy + ": it drops tokens that were"
                    + " just issued to make room for a cache. Set it to noeviction, or give the tokens a Redis of their"
                    + " own.");
        }
        if (!policy.equals("noeviction")) {
            log.warn(
                    "Redis has maxmemory-policy {}: when it is full it drops tokens before their time, and whoever"
                            + " comes with one of them is refused. noeviction refuses to issue new ones instead.",
                    policy);
        }
    }

    @Override
    public @Nullable Instant issue(NewToken token) {
        String id = hex(token.id());
        String lifetime = Long.toString(token.lifetime().toMillis());
        List<Object> counted =
                run(TokenScripts.COUNT, List.of(holderKey(hex(token.holder()))), id, lifetime, "" + token.mostLive());
        if (counted.get(0).equals("full")) {
            return null;
        }
        List<Object> issued = run(TokenScripts.ISSUE, keys(token.id()), lifetime, hex(token.holder()));
        return Instant.ofEpochMilli(Long.parseLong((String) issued.get(0)));
    }

    @Override
    public Sighting find(RecordId id) {
        return sighting(run(TokenScripts.FIND, keys(id)));
    }

    @Override
    public Acquired acquire(LeaseRequest request) {
        List<Object> reply = run(
                TokenScripts.ACQUIRE,
                keys(request.id()),
                request.owner(),
                request.operation(),
                text(request.fingerprint().toBytes()),
                millis(request.length()),
                millis(request.length().plus(LAPSED_KEPT)));
        return reply.get(0).equals("granted")
                ? new Acquired.Granted(new Lease(request.id(), request.owner(), Long.parseLong((String) reply.get(1))))
                : new Acquired.Seen(sighting(reply));
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return run(
                        TokenScripts.RENEW,
                        keys(lease.id()),
                        lease.owner(),
                        "" + lease.fence(),
                        millis(length),
                        millis(length.plus(LAPSED_KEPT)))
                .get(0)
                .equals("done");
    }

    @Override
    public boolean complete(Lease lease, NewRecord finished) {
        List<Object> reply = run(
                TokenScripts.COMPLETE,
                keys(lease.id()),
                lease.owner(),
                "" + lease.fence(),
                finished.operation(),
                text(finished.fingerprint().toBytes()),
                finished.verdict().name(),
                finished.code(),
                finished.content().mediaType(),
                text(finished.content().bytes()),
                millis(finished.answerFor()),
                millis(finished.knownFor()));
        if (!reply.get(0).equals("done")) {
            return false;
        }
        stopCounting((String) reply.get(1), hex(lease.id()));
        return true;
    }

    /** In another slot, so a step of its own. If it is lost, the used token counts until it would have expired. */
    private void stopCounting(String holder, String id) {
        try {
            redis.zrem(holderKey(holder), id);
        } catch (RedisException e) {
            log.debug("A used token could not be taken off the count of its holder", e);
        }
    }

    @Override
    public boolean release(Lease lease) {
        return run(TokenScripts.RELEASE, keys(lease.id()), lease.owner(), "" + lease.fence())
                .get(0)
                .equals("done");
    }

    private List<Object> run(Script script, List<String> keys, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = Long.toString(aheadMillis.getAsLong());
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return script.run(redis, keys, all);
    }

    private static Sighting sighting(List<Object> seen) {
        return switch ((String) seen.get(0)) {
            case "issued" -> new Sighting.Absent();
            case "claimed" ->
                new Sighting.Held(
                        (String) seen.get(3),
                        fingerprint(seen.get(4)),
                        Duration.ofMillis(Math.max(0, Long.parseLong((String) seen.get(5)))));
            case "done" ->
                new Sighting.Finished(
                        (String) seen.get(3),
                        fingerprint(seen.get(4)),
                        Verdict.valueOf((String) seen.get(5)),
                        (String) seen.get(6),
                        seen.size() < 10
                                ? null
                                : Content.of(
                                        (String) seen.get(7),
                                        Base64.getDecoder().decode((String) seen.get(9))),
                        Instant.ofEpochMilli(Long.parseLong((String) seen.get(8))));
            default -> TokenStore.notIssued();
        };
    }

    private static Fingerprint fingerprint(Object text) {
        return Fingerprint.fromBytes(Base64.getDecoder().decode((String) text));
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static String hex(RecordId id) {
        return HexFormat.of().formatHex(id.bytes());
    }

    private static List<String> keys(RecordId id) {
        String name = "onefold:{" + hex(id) + "}:";
        return List.of(name + "token", name + "answer");
    }

    private static String holderKey(String holder) {
        return "onefold:{" + holder + "}:tokens";
    }
}
