package dev.onefold.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The servers are there, and a script reaches the node that has its keys. */
class RedisServersTest {

    private static final Script SCRIPT =
            new Script("return {redis.call('INCR', KEYS[1]), ARGV[1]}", "The number could not be counted");

    @Test
    void single_server_runs_scripts() {
        try (StatefulRedisConnection<String, String> connection = RedisServers.connect()) {
            assertThat(SCRIPT.run(connection.sync(), List.of("number"), "a")).containsExactly(1L, "a");
            assertThat(SCRIPT.run(connection.sync(), List.of("number"), "b")).containsExactly(2L, "b");
        }
    }

    @Test
    void cluster_has_three_masters_with_keys_on_each() {
        try (StatefulRedisClusterConnection<String, String> connection = RedisServers.connectToCluster()) {
            for (int i = 0; i < 100; i++) {
                assertThat(SCRIPT.run(connection.sync(), List.of("number-" + i), "a"))
                        .containsExactly(1L, "a");
            }
            assertThat(RedisServers.cluster()).hasSize(3).allSatisfy(uri -> {
                try (StatefulRedisConnection<String, String> master = RedisServers.connect(uri)) {
                    assertThat(master.sync().dbsize()).isPositive();
                }
            });
        }
    }
}
