package dev.onefold.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/**
 * Redis processes for tests: one server, and a Cluster of three masters. Each is started once, when it is first needed, and
 * ends with the JVM. Tests share them, so each uses names of its own.
 */
final class RedisServers {

    static final int SLOTS = 16_384;

    private static final int MASTERS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private RedisServers() {}

    /** Of the single server. */
    static RedisURI single() {
        return Single.ONE.uri();
    }

    /** Of each master of the Cluster. */
    static List<RedisURI> cluster() {
        return Cluster.MASTERS.stream().map(Server::uri).toList();
    }

    /** A new connection to the single server. */
    static StatefulRedisConnection<String, String> connect() {
        return connect(single());
    }

    static StatefulRedisConnection<String, String> connect(RedisURI uri) {
        return SingleClient.ONE.connect(uri);
    }

    /** A new connection to the Cluster. */
    static StatefulRedisClusterConnection<String, String> connectToCluster() {
        return ClusterClient.ONE.connect();
    }

    /** A server that is the test's own to stop. */
    static Server start() {
        Server server = new Server(freePort());
        server.start();
        return server;
    }

    /** One process; it keeps nothing on disk, so that a restart loses all data. */
    static final class Server implements AutoCloseable {

        private final int port;
        private final RedisServer process;

        private Server(int port, String... settings) {
            this.port = port;
            try {
                RedisServerBuilder builder = RedisServer.newRedisServer()
                        .port(port)
                        .setting("save \"\"")
                        .setting("appendonly no")
                        .setting("dir " + Files.createTempDirectory("onefold-redis"));
                for (String setting : settings) {
                    builder.setting(setting);
                }
                this.process = builder.onShutdownForceStop(true).build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        RedisURI uri() {
            return RedisURI.builder()
                    .withHost("127.0.0.1")
                    .withPort(port)
                    .withTimeout(TIMEOUT)
                    .build();
        }

        /** Starts it, empty; also after {@link #stop}. */
        void start() {
            try {
                process.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void stop() {
            try {
                process.stop();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            stop();
        }
    }

    private static final class Single {

        private static final Server ONE = start();

        static {
            endWithTheJvm(List.of(ONE));
        }
    }

    private static final class Cluster {

        private static final List<Server> MASTERS = join();

        private static List<Server> join() {
            List<Server> masters = new ArrayList<>();
            for (int i = 0; i < RedisServers.MASTERS; i++) {
                Server master = new Server(
                        freePort(),
                        "cluster-enabled yes",
                        "cluster-config-file nodes.conf",
                        "cluster-node-timeout 5000");
                master.start();
                masters.add(master);
            }
            endWithTheJvm(masters);
            for (int i = 0; i < masters.size(); i++) {
                try (StatefulRedisConnection<String, String> connection =
                        connect(masters.get(i).uri())) {
                    RedisCommands<String, String> redis = connection.sync();
                    redis.clusterAddSlots(IntStream.range(SLOTS * i / masters.size(), SLOTS * (i + 1) / masters.size())
                            .toArray());
                    redis.clusterMeet("127.0.0.1", masters.get(0).port);
                }
            }
            masters.forEach(Cluster::awaitReady);
            return masters;
        }

        private static void awaitReady(Server master) {
            long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            try (StatefulRedisConnection<String, String> connection = connect(master.uri())) {
                RedisCommands<String, String> redis = connection.sync();
                while (!redis.clusterInfo().contains("cluster_state:ok")
                        || redis.clusterNodes().lines().count() < RedisServers.MASTERS) {
                    if (System.nanoTime() - until > 0) {
                        throw new IllegalStateException("The Cluster is not ready: " + redis.clusterInfo());
                    }
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static final class SingleClient {

        private static final RedisClient ONE = RedisClient.create();
    }

    private static final class ClusterClient {

        private static final RedisClusterClient ONE = RedisClusterClient.create(cluster());
    }

    private static void endWithTheJvm(List<Server> servers) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> servers.forEach(Server::close)));
    }

    /** Free, and the Cluster's bus port, which is 10,000 higher, as well. */
    private static int freePort() {
        for (int port = 21_000 + (int) (ProcessHandle.current().pid() * 7 % 9_000); port < 40_000; port++) {
            if (isFree(port) && isFree(port + 10_000)) {
                return port;
            }
        }
        throw new IllegalStateException("No port is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
