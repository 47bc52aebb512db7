package dev.onefold.benchmarks.experiment;

import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Fingerprint;
import dev.onefold.LeasedOperation;
import dev.onefold.Operation;
import dev.onefold.Operation.Doubt;
import dev.onefold.Operation.LeasePolicy;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.benchmarks.measure.Contest;
import dev.onefold.benchmarks.measure.Meters;
import dev.onefold.benchmarks.measure.Way;
import dev.onefold.lock.FencedLocks;
import dev.onefold.redis.RedisLocks;
import dev.onefold.redis.RedisTokenStore;
import dev.onefold.token.Token;
import dev.onefold.token.Tokens;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import redis.embedded.RedisServer;

/** Locks and tokens on a Redis of their own, beside the client's bare commands on the same kind of connection. */
final class RedisParts implements Experiment {

    private static final String DELETE_IF_MINE =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";
    private static final long LEASE_MILLIS = 30_000;
    private static final long LIFETIME_SECONDS = 1_800;

    @Override
    public String name() {
        return "parts-redis";
    }

    @Override
    public String title() {
        return "Locks and tokens on Redis";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        int port = freePort();
        try {
            RedisServer server = started(laboratory.directory(), port);
            laboratory.closing(server::stop);
        } catch (IOException | RuntimeException e) {
            laboratory.skip(this, "Redis", e);
            return;
        }
        RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        laboratory.closing(client::shutdown);
        StatefulRedisConnection<String, String> ours = laboratory.closing(client.connect());
        RedisCommands<String, String> raw = laboratory.closing(client.connect()).sync();
        Contest contest = new Contest(Meters.of(pid(raw), () -> 0), laboratory.effort(), laboratory.terminal());
        Parts.compare(
                laboratory,
                contest,
                "redis_lock",
                "A lock on Redis beside SET NX PX and a compare-and-delete",
                "Two commands each; the database of the table is Redis, which writes nothing to disk here. The bare commands"
                        + " give no fence, no renewal and no notice that the lock was lost.",
                rawLock(raw),
                Parts.lock(laboratory.closing(FencedLocks.on(RedisLocks.on(ours)))));
        Parts.compare(
                laboratory,
                contest,
                "redis_token",
                "A token on Redis beside SET and DEL",
                "Work that does nothing. Two bare commands beside five: those that Onefold needs to count a holder's tokens and to"
                        + " keep the answer. Whoever got the DEL and died has used the token up for nothing, and a repeat is"
                        + " refused in place of answered.",
                rawToken(raw),
                token(laboratory.closing(Tokens.leased(RedisTokenStore.on(ours)))));
    }

    private static Way rawLock(RedisCommands<String, String> redis) {
        String script = redis.scriptLoad(DELETE_IF_MINE);
        return Way.of("SET, EVALSHA", caller -> {
            String name = "raw-lock-" + caller.number();
            String owner = caller.newKey();
            if (redis.set(name, owner, SetArgs.Builder.nx().px(LEASE_MILLIS)) == null) {
                throw new IllegalStateException("The lock was held");
            }
            Long deleted = redis.evalsha(script, ScriptOutputType.INTEGER, new String[] {name}, owner);
            if (deleted == null || deleted != 1) {
                throw new IllegalStateException("The lock was lost");
            }
        });
    }

    private static Way rawToken(RedisCommands<String, String> redis) {
        return Way.of("SET, DEL", caller -> {
            String token = "raw-token-" + caller.newKey();
            redis.setex(token, LIFETIME_SECONDS, "1");
            if (redis.del(token) != 1) {
                throw new IllegalStateException("The token was used");
            }
        });
    }

    private static Way token(Tokens<Void> tokens) {
        LeasedOperation<Content> checkout = Operation.leased("checkout", Codec.content())
                .with(new LeasePolicy(Duration.ofSeconds(60), Duration.ofSeconds(20), Doubt.RUN_AGAIN));
        return Way.of("token", caller -> {
            Scope scope = new Scope("", "shopper-" + caller.draw(Business.ACCOUNTS));
            String token = ((Outcome.Applied<Token>) tokens.issue(checkout, scope))
                    .value()
                    .value();
            Modes.requireApplied(
                    tokens.submit(checkout, scope, token, Fingerprint.ofText("form"), attempt -> Business.ANSWER));
        });
    }

    private static RedisServer started(Path directory, int port) throws IOException {
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("save \"\"")
                .setting("appendonly no")
                .setting("bind 127.0.0.1")
                .setting("dir " + Files.createTempDirectory(directory, "redis"))
                .build();
        server.start();
        return server;
    }

    private static long pid(RedisCommands<String, String> redis) {
        return redis.info("server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("process_id:".length()).trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Redis does not tell which process it is"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
