package dev.onefold.spring.boot.rules;

import com.zaxxer.hikari.HikariDataSource;
import dev.onefold.jdbc.JdbcStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A running system under test. */
record Node(ServletWebServerApplicationContext context) {

    static Node start(String url, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "sut=true",
                "server.port=0",
                "server.tomcat.max-keep-alive-requests=-1",
                "spring.main.banner-mode=off",
                "spring.main.register-shutdown-hook=true",
                "spring.datasource.url=" + url,
                "spring.datasource.hikari.maximum-pool-size=10",
                "spring.datasource.hikari.minimum-idle=1",
                "spring.datasource.hikari.connection-timeout=30000",
                "spring.mvc.async.request-timeout=60000",
                "onefold.jdbc.initialize-schema=always",
                "onefold.jdbc.maintain-every=1h",
                "logging.level.root=warn",
                "logging.level.org.apache.catalina.core=off",
                "logging.level.com.zaxxer.hikari=error"));
        arguments.addAll(List.of(settings));
        return new Node((ServletWebServerApplicationContext) new SpringApplicationBuilder(SutApplication.class)
                .run(arguments.stream().map(argument -> "--" + argument).toArray(String[]::new)));
    }

    int port() {
        return Objects.requireNonNull(context.getWebServer()).getPort();
    }

    /** A POST that is yet to be sent. */
    Req post(String path) {
        return request("POST", path);
    }

    Req request(String method, String path) {
        return new Req(this, method, path);
    }

    /** A wire to this node. */
    Wire wire() {
        return new Wire(port());
    }

    int maintain() {
        return bean(JdbcStore.class).maintain();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    HikariDataSource pool() {
        try {
            return bean(DataSource.class).unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
