package dev.onefold.spring.boot.rules;

import dev.onefold.RecordId;
import dev.onefold.store.StoreException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One database and the nodes of the system under test on it, for all rules of a JVM. Both end with the JVM. */
final class Rig {

    private static final String DATABASE = "rules";
    private static final EmbeddedPostgres SERVER = start();
    private static final DataSource OUTSIDE = database();
    private static final Map<List<String>, Node> NODES = new ConcurrentHashMap<>();

    private Rig() {}

    /** A node with the defaults of the library. */
    static Node a() {
        return node("name=a");
    }

    /** Another one with the same settings. */
    static Node b() {
        return node("name=b");
    }

    /** A node with settings of its own, given as {@code name=value}; the same node for the same settings. */
    static Node node(String... settings) {
        return NODES.computeIfAbsent(List.of(settings), any -> Node.start(url(), settings));
    }

    /** Every node that runs. */
    static List<Node> nodes() {
        return List.copyOf(NODES.values());
    }

    /** The identity of a record as the table has it. */
    static UUID inTable(RecordId id) {
        ByteBuffer bytes = ByteBuffer.wrap(id.bytes());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** A look at the database from outside of the system under test. */
    static JdbcClient outside() {
        return JdbcClient.create(OUTSIDE);
    }

    /** The database's own hand, for killing sessions. */
    static JdbcClient admin() {
        return JdbcClient.create(SERVER.getPostgresDatabase());
    }

    /** Moves the store's clock to so long after the real one, and gives the store room there. */
    static void clockAhead(Duration ahead) {
        outside()
                .sql("CREATE OR REPLACE FUNCTION onefold_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE"
                        + " AS 'SELECT clock_timestamp() + interval ''" + ahead.toMillis() + " milliseconds'''")
                .update();
        // the pool may hand out a session that a test has killed
        Awaitility.await().ignoreExceptionsInstanceOf(StoreException.class).until(() -> a().maintain() >= 0);
    }

    /** Puts the store's clock right. What is half dropped is dropped first: it is never used again. */
    static void clockBack() {
        Awaitility.await()
                .ignoreExceptionsInstanceOf(StoreException.class)
                .until(() -> a().maintain() >= 0
                        && outside()
                                .sql("SELECT NOT EXISTS (SELECT 1 FROM pg_inherits WHERE inhdetachpending)")
                                .query(Boolean.class)
                                .single());
        clockAhead(Duration.ZERO);
    }

    static String url() {
        return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + DATABASE + "?user=postgres";
    }

    private static DataSource database() {
        JdbcClient.create(SERVER.getPostgresDatabase())
                .sql("CREATE DATABASE " + DATABASE)
                .update();
        DataSource database = SERVER.getDatabase("postgres", DATABASE);
        JdbcClient.create(database)
                .sql("CREATE TABLE effect (serial bigserial PRIMARY KEY, business text NOT NULL, what text NOT NULL)")
                .update();
        JdbcClient.create(database)
                .sql("CREATE TABLE thing (id text PRIMARY KEY, name text, serial bigint NOT NULL)")
                .update();
        return database;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "off") // no test here cuts the power
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
