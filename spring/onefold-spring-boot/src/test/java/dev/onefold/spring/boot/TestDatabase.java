package dev.onefold.spring.boot;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One PostgreSQL for all tests of a JVM; it ends with the JVM. */
final class TestDatabase {

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestDatabase() {}

    /** The address of a database nobody has used yet, with tables for effects. */
    static String freshUrl() {
        String name = "boot" + DATABASES.incrementAndGet();
        JdbcClient.create(SERVER.getPostgresDatabase())
                .sql("CREATE DATABASE " + name)
                .update();
        String url = "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + name + "?user=postgres";
        JdbcClient effects = JdbcClient.create(dataSource(url));
        effects.sql("CREATE TABLE effect (name text PRIMARY KEY)").update();
        effects.sql("CREATE TABLE made (name text)").update();
        effects.sql("CREATE TABLE late_effect (name text UNIQUE DEFERRABLE INITIALLY DEFERRED)")
                .update();
        return url;
    }

    /** Without a pool. */
    static DataSource dataSource(String url) {
        return new DriverManagerDataSource(url);
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
