package dev.onefold.interop;

import dev.onefold.Scope;
import dev.onefold.spring.ScopeResolver;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An application with protected handlers, and a wire to it that loses replies. One for all tests; it ends with the JVM. */
final class Server {

    private static final ServletWebServerApplicationContext CONTEXT = start();
    private static final LossyWire WIRE =
            new LossyWire(Objects.requireNonNull(CONTEXT.getWebServer()).getPort());

    private Server() {}

    static LossyWire wire() {
        return WIRE;
    }

    /** How often a business had its effect, as committed. */
    static int effects(String business) {
        return CONTEXT.getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM effect WHERE business = ?")
                .param(business)
                .query(Integer.class)
                .single();
    }

    static Attempts attempts() {
        return CONTEXT.getBean(Attempts.class);
    }

    private static ServletWebServerApplicationContext start() {
        ServletWebServerApplicationContext context =
                (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
                        .run(
                                "--server.port=0",
                                "--spring.main.banner-mode=off",
                                "--logging.level.root=warn",
                                "--spring.datasource.url=jdbc:h2:mem:interop;DB_CLOSE_DELAY=-1",
                                "--onefold.jdbc.initialize-schema=always");
        context.getBean(JdbcClient.class)
                .sql("CREATE TABLE effect (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, business varchar(100))")
                .update();
        return context;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Handlers.class, Attempts.class})
    static class Application {

        /** An API key is an account's. */
        @Bean
        ScopeResolver accounts() {
            return request -> Optional.ofNullable(request.getHeader("Authorization"))
                    .or(() -> Optional.of("guest"))
                    .map(account -> new Scope("", account));
        }
    }
}
