package dev.onefold.spring.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A Spring Boot application that runs, with a database of its own and an HTTP client. */
final class App implements AutoCloseable {

    /** Leaves only JDBC's transaction manager. */
    static final String WITHOUT_JPA = "--spring.autoconfigure.exclude="
            + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext context;

    private App(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** On a free port. Callers are anonymous, and Onefold makes its tables. */
    static App web(Class<?> configuration, String... arguments) {
        return run(WebApplicationType.SERVLET, TestDatabase.freshUrl(), configuration, arguments);
    }

    static App plain(Class<?> configuration, String... arguments) {
        return run(WebApplicationType.NONE, TestDatabase.freshUrl(), configuration, arguments);
    }

    static App run(WebApplicationType type, String url, Class<?> configuration, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--spring.datasource.url=" + url,
                "--onefold.jdbc.initialize-schema=always",
                "--onefold.http.allow-anonymous=true"));
        all.addAll(List.of(arguments));
        return new App(new SpringApplicationBuilder(configuration).web(type).run(all.toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    JdbcClient sql() {
        return bean(JdbcClient.class);
    }

    long count(String table) {
        return sql().sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    List<String> effects() {
        return sql().sql("SELECT name FROM effect ORDER BY name")
                .query(String.class)
                .list();
    }

    Told post(String path, String key) {
        return post(path, key, "{}");
    }

    Told post(String path, String key, String json) {
        return send(request(path, key).POST(BodyPublishers.ofString(json)));
    }

    Told postAs(String user, String path, String key) {
        return send(request(path, key).header("X-User", user).POST(BodyPublishers.ofString("{}")));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    HttpRequest.Builder request(String path, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json");
        return key == null ? request : request.header("Idempotency-Key", key);
    }

    static Told send(HttpRequest.Builder request) {
        try {
            return new Told(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
