package dev.onefold.spring.boot;

import dev.onefold.Onefold;
import dev.onefold.Time;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.spring.Idempotent;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.TransactionalStore;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;

/** The API that {@link HttpCheck} looks at, right unless a {@link Seams} breaks it. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CheckedApi.Handlers.class)
class CheckedApi {

    static final String ODD_JSON = "{ \"b\" : 1.50,\n  \"a\":[ ] }";

    /** Where a broken store can be put in front of the right one. */
    interface Seams {

        default TransactionalStore<Connection> transactional(JdbcStore store) {
            return store;
        }

        default LeasedStore leased(JdbcStore store) {
            return store;
        }
    }

    @Bean
    Onefold<Connection> onefold(JdbcStore store, ObjectProvider<Seams> seams) {
        Seams used = seams.getIfAvailable(() -> new Seams() {});
        return Onefold.<Connection>builder()
                .transactional(used.transactional(store))
                .leased(used.leased(store))
                .time(new Impatient(Time.system()))
                .build();
    }

    @Bean
    Filter caller() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                String user = request.getHeader("X-User");
                chain.doFilter(user == null ? request : new Known(request, () -> user), response);
            }
        };
    }

    private static final class Known extends HttpServletRequestWrapper {

        private final Principal principal;

        Known(HttpServletRequest request, Principal principal) {
            super(request);
            this.principal = principal;
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            return principal;
        }
    }

    /** Retries at once what it would wait for. */
    private record Impatient(Time time) implements Time {

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public void pause(Duration length) {
            Thread.onSpinWait();
        }

        @Override
        public boolean await(CountDownLatch latch, Duration atMost) {
            return time.await(latch, atMost);
        }
    }

    /** Effects of all kinds. */
    @RestController
    static class Handlers {

        final CountDownLatch asked = new CountDownLatch(1);
        final DeferredResult<String> later = new DeferredResult<>(60_000L);
        final AtomicInteger foreign = new AtomicInteger();
        private final JdbcClient sql;

        Handlers(JdbcClient sql) {
            this.sql = sql;
        }

        @PostMapping("/made")
        @Idempotent
        String made(@RequestParam String name) {
            sql.sql("INSERT INTO made VALUES (?)").param(name).update();
            return "made " + name;
        }

        @PostMapping("/paths/{name}")
        @Idempotent
        String path(@PathVariable String name) {
            return made(name);
        }

        @PostMapping(path = "/odd", produces = MediaType.APPLICATION_JSON_VALUE)
        @Idempotent
        String odd() {
            return ODD_JSON;
        }

        @PostMapping("/later")
        @Idempotent
        DeferredResult<String> later() {
            asked.countDown();
            return later;
        }

        @PostMapping("/late")
        @Idempotent
        String late(@RequestParam String name) {
            sql.sql("INSERT INTO late_effect VALUES (?)").param(name).update();
            return "late " + name;
        }

        @PostMapping("/foreign")
        @Idempotent(name = "foreign", mode = Idempotent.Mode.LEASED)
        String foreign() {
            return "foreign " + foreign.incrementAndGet();
        }

        @ExceptionHandler(DataIntegrityViolationException.class)
        @ResponseStatus(HttpStatus.UNPROCESSABLE_CONTENT)
        String violated() {
            return "violated";
        }
    }
}
