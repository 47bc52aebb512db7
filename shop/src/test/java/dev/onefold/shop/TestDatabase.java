package dev.onefold.shop;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of a JVM; it ends with the JVM. */
final class TestDatabase {

    static final String USER = "postgres";
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestDatabase() {}

    /** A database nobody has used yet. */
    static String freshUrl() {
        String name = "shop" + DATABASES.incrementAndGet();
        org.springframework.jdbc.core.simple.JdbcClient.create(SERVER.getPostgresDatabase())
                .sql("CREATE DATABASE " + name)
                .update();
        return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + name;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("fsync", "off") // no test here cuts the power
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
