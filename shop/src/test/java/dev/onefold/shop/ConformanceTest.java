package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.conformance.Conformance;
import dev.onefold.conformance.Report;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.shop.shared.ShopMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The whole conformance kit on two nodes of the shop as it ships, over HTTP/1.1 and HTTP/2. */
class ConformanceTest {

    @Test
    void every_rule_that_applies_is_kept() throws IOException {
        String url = TestDatabase.freshUrl();
        try (ServletWebServerApplicationContext first = node(url);
                ServletWebServerApplicationContext second = node(url);
                ShopControl control = new ShopControl(database(url), first.getBean(JdbcStore.class), api(first))) {
            Report report = Conformance.run(new ShopSubject(List.of(port(first), port(second)), control, api(first)));

            System.out.print(report.text());
            Files.writeString(lines(), report.lines());
            assertThat(report.failures()).isEmpty();
        }
    }

    private static Api api(ServletWebServerApplicationContext node) {
        return new Api("http://localhost:" + port(node), "shopper-demo-key");
    }

    private static PGSimpleDataSource database(String url) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser(TestDatabase.USER);
        return database;
    }

    Path lines() {
        return Path.of("target/conformance.tsv");
    }

    /** Of the shop that the rules are asked of. */
    ShopMode mode() {
        return ShopMode.TRANSACTIONAL;
    }

    private ServletWebServerApplicationContext node(String url) {
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(ShopApplication.class)
                .run(
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=" + TestDatabase.USER,
                        "--spring.datasource.password=",
                        "--shop.mode=" + mode(),
                        "--server.port=0",
                        "--server.http2.enabled=true",
                        "--server.shutdown=immediate",
                        "--shop.clients.cache-seconds=0",
                        "--shop.reservations.sweep-seconds=86400",
                        "--onefold.jdbc.maintain-every=1h",
                        // failures are asked for
                        "--logging.level.root=error",
                        "--logging.level.dev.onefold=off",
                        "--logging.level.org.springframework.jdbc.support=off");
    }

    private static int port(ServletWebServerApplicationContext node) {
        return Objects.requireNonNull(node.getWebServer()).getPort();
    }
}
