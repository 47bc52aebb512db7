package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.http.EntityTag;
import dev.onefold.spring.ConditionalRequests;
import dev.onefold.spring.Idempotent;
import dev.onefold.spring.ReadOnlyOperation;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads cost nothing, store nothing and change nothing. */
@Tag("technique-1")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueriesTest {

    private App app;

    @BeforeAll
    void start() {
        app = App.web(Application.class, App.WITHOUT_JPA);
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @Test
    void a_safe_method_with_a_key_runs_each_time_and_costs_no_statement() {
        Handlers handlers = app.bean(Handlers.class);
        int before = handlers.calls.get();
        // whatever was asked of the database would fail: its tables are away
        app.sql().sql("ALTER TABLE onefold_record RENAME TO away").update();
        try {
            for (int i = 1; i <= 3; i++) {
                Told told =
                        App.send(app.request("/mixed", "key-of-a-safe-method").GET());
                assertThat(told.body()).isEqualTo("call " + (before + i));
                assertThat(told.replayed()).isFalse();
            }
        } finally {
            app.sql().sql("ALTER TABLE away RENAME TO onefold_record").update();
        }
        assertThat(app.count("onefold_record")).isZero();
    }

    @Test
    void a_read_only_operation_cannot_write() {
        Service service = app.bean(Service.class);
        assertThat(service.read()).isZero();
        assertThatThrownBy(service::write)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("25006"));
        assertThat(app.effects()).isEmpty();
    }

    @Test
    void a_read_tells_its_version_and_is_not_sent_to_one_who_has_it() {
        Told first = App.send(app.request("/versioned", null).GET());
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("ETag")).isEqualTo("\"7\"");
        Told again = App.send(app.request("/versioned", null)
                .header("If-None-Match", "\"3\", \"7\"")
                .GET());
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo("\"7\"");
        assertThat(again.body()).isEmpty();
        assertThat(App.send(app.request("/versioned", null)
                                .header("If-None-Match", "\"6\"")
                                .GET())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_change_says_which_version_it_means() {
        assertThat(put(null).status()).isEqualTo(428);
        assertThat(put("nonsense").status()).isEqualTo(400);
        assertThat(put("\"abc\"").status()).isEqualTo(412);
        assertThat(put("*").status()).isEqualTo(412);
        assertThat(put("\"7\"").body()).isEqualTo("7");
    }

    private Told put(@Nullable String ifMatch) {
        var request = app.request("/versioned", null);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return App.send(request.PUT(BodyPublishers.noBody()));
    }

    static class Service {

        private final JdbcClient sql;

        Service(JdbcClient sql) {
            this.sql = sql;
        }

        @ReadOnlyOperation
        public long read() {
            return sql.sql("SELECT count(*) FROM effect").query(Long.class).single();
        }

        @ReadOnlyOperation
        public void write() {
            sql.sql("INSERT INTO effect VALUES ('written by a read')").update();
        }
    }

    @RestController
    static class Handlers {

        final AtomicInteger calls = new AtomicInteger();

        @RequestMapping("/mixed")
        @Idempotent
        String mixed() {
            return "call " + calls.incrementAndGet();
        }

        @GetMapping("/versioned")
        ResponseEntity<String> get(HttpServletRequest request) {
            return ConditionalRequests.read(request, EntityTag.ofVersion(7), () -> "the seventh");
        }

        @PutMapping("/versioned")
        String put(HttpServletRequest request) {
            return Long.toString(ConditionalRequests.expectedVersion(request));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Handlers.class, Service.class})
    static class Application {}
}
