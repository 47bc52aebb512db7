package dev.onefold.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.Codec;
import dev.onefold.Fingerprint;
import dev.onefold.LeasedOperation;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Operation.Doubt;
import dev.onefold.Operation.LeasePolicy;
import dev.onefold.Outcome;
import dev.onefold.Outcome.Applied;
import dev.onefold.Outcome.Kind;
import dev.onefold.Outcome.Rejected;
import dev.onefold.Scope;
import dev.onefold.StoreUnavailableException;
import dev.onefold.store.StoreException;
import dev.onefold.testkit.ManualTime;
import dev.onefold.token.Token;
import dev.onefold.token.Tokens;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandStartedEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is Redis's own: what it costs, what it loses, and how it is set up. */
class RedisTokenStoreTest {

    private static final Fingerprint CONTENT = Fingerprint.ofText("content");
    private static final LeasedOperation<String> CHECKOUT = Operation.leased("checkout", Codec.text())
            .with(new LeasePolicy(Duration.ofSeconds(60), Duration.ofSeconds(20), Doubt.RUN_AGAIN));

    private final Scope scope = new Scope("shop", UUID.randomUUID().toString());
    private final AtomicInteger orders = new AtomicInteger();

    private static String value(Outcome<Token> issued) {
        return ((Applied<Token>) issued).value().value();
    }

    private Outcome<String> submit(Tokens<Void> tokens, String token) {
        return tokens.submit(CHECKOUT, scope, token, CONTENT, attempt -> "order " + orders.incrementAndGet());
    }

    @Test
    void issuing_costs_two_commands_a_first_submission_three_and_a_replay_one() {
        List<String> sent = new CopyOnWriteArrayList<>();
        RedisClient client = RedisClient.create(RedisServers.single());
        client.addListener(new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                sent.add(event.getCommand().getType().toString());
            }
        });
        try (StatefulRedisConnection<String, String> connection = client.connect();
                Tokens<Void> tokens = Tokens.leased(RedisTokenStore.on(connection))) {
            // so that the server knows the scripts
            submit(tokens, value(tokens.issue(CHECKOUT, scope)));

            sent.clear();
            String token = value(tokens.issue(CHECKOUT, scope));
            assertThat(sent).containsExactly("EVALSHA", "EVALSHA");
            sent.clear();
            assertThat(submit(tokens, token).kind()).isEqualTo(Kind.APPLIED);
            assertThat(sent).containsExactly("EVALSHA", "EVALSHA", "ZREM");
            sent.clear();
            assertThat(submit(tokens, token).kind()).isEqualTo(Kind.REPLAYED);
            assertThat(sent).containsExactly("EVALSHA");
        } finally {
            client.shutdown();
        }
    }

    @Test
    void redis_restart_loses_the_token_and_the_order_is_not_placed_a_second_time() {
        RedisServers.Server server = RedisServers.start();
        try (StatefulRedisConnection<String, String> connection = RedisServers.connect(server.uri());
                Tokens<Void> tokens = Tokens.leased(
                        RedisTokenStore.on(connection), Onefold.<Void>builder().time(ManualTime.jumping()))) {
            String used = value(tokens.issue(CHECKOUT, scope));
            String unused = value(tokens.issue(CHECKOUT, scope));
            assertThat(submit(tokens, used)).isEqualTo(new Applied<>("order 1"));

            server.close();
            connection.setTimeout(Duration.ofMillis(50));
            assertThatThrownBy(() -> submit(tokens, unused)).isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> tokens.issue(CHECKOUT, scope)).isInstanceOf(StoreException.class);
            server.start();
            connection.setTimeout(Duration.ofSeconds(30));

            for (String lost : List.of(used, unused)) {
                assertThat(submit(tokens, lost))
                        .isInstanceOfSatisfying(
                                Rejected.class,
                                rejected ->
                                        assertThat(rejected.rejection().code()).isEqualTo("token-not-issued"));
            }
            assertThat(orders).hasValue(1);
            assertThat(submit(tokens, value(tokens.issue(CHECKOUT, scope)))).isEqualTo(new Applied<>("order 2"));
        } finally {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "allkeys-lfu", "allkeys-random"})
    void a_redis_that_evicts_whatever_it_holds_is_refused_at_start(String policy) {
        RedisServers.Server server = RedisServers.start();
        try (StatefulRedisConnection<String, String> connection = RedisServers.connect(server.uri())) {
            connection.sync().configSet("maxmemory-policy", policy);
            assertThatThrownBy(() -> RedisTokenStore.on(connection))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(policy)
                    .hasMessageContaining("noeviction");

            connection.sync().configSet("maxmemory-policy", "volatile-ttl");
            assertThat(RedisTokenStore.on(connection)).isNotNull();
        } finally {
            server.close();
        }
    }

    @Test
    void everything_expires_by_itself_and_no_key_has_the_token_in_it() {
        RedisServers.Server server = RedisServers.start();
        try (StatefulRedisConnection<String, String> connection = RedisServers.connect(server.uri());
                Tokens<Void> tokens = Tokens.leased(RedisTokenStore.on(connection))) {
            String token = value(tokens.issue(CHECKOUT, scope));
            tokens.issue(CHECKOUT, scope);
            submit(tokens, token);
            tokens.engine()
                    .start(CHECKOUT, Tokens.call(CHECKOUT, scope, value(tokens.issue(CHECKOUT, scope)), CONTENT));

            List<String> keys = connection.sync().keys("*");
            assertThat(keys).hasSize(5).noneMatch(key -> key.contains(token));
            assertThat(keys).allMatch(key -> connection.sync().pttl(key) > 0);
        } finally {
            server.close();
        }
    }
}
