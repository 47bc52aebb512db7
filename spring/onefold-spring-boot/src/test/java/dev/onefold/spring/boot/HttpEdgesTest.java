package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.check.wire.Body;
import dev.onefold.check.wire.Origin;
import dev.onefold.check.wire.Protocol;
import dev.onefold.check.wire.Wire;
import dev.onefold.check.wire.WireRequest;
import dev.onefold.spring.Idempotent;
import dev.onefold.spring.IdempotentHandlers;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Requests and responses at the edges of what servlets can do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpEdgesTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private App app;

    @BeforeAll
    void start() {
        // FormContentFilter would read the forms of PUT for us
        app = App.web(
                Application.class,
                App.WITHOUT_JPA,
                "--spring.mvc.formcontent.filter.enabled=false",
                "--server.http2.enabled=true");
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @Test
    void theFieldsOfAPostedFormAreCompared() {
        assertThat(send("POST", "/any", "key-of-a-posted-form", FORM, "a=1&b=2").status())
                .isEqualTo(200);
        assertThat(send("POST", "/any", "key-of-a-posted-form", FORM, "b=2&a=1").replayed())
                .isTrue();
        assertThat(send("POST", "/any", "key-of-a-posted-form", FORM, "a=1&b=3").status())
                .isEqualTo(422);
    }

    @Test
    void aFormThatTheContainerDoesNotReadIsComparedToo() {
        assertThat(send("PUT", "/any", "key-of-a-put-form", FORM, "a=1").status())
                .isEqualTo(200);
        assertThat(send("PUT", "/any", "key-of-a-put-form", FORM, "a=1").replayed())
                .isTrue();
        assertThat(send("PUT", "/any", "key-of-a-put-form", FORM, "a=2").status())
                .isEqualTo(422);
    }

    @Test
    void aBodyThatAFilterMadeLongerThanWasAnnouncedIsComparedToItsEnd() {
        assertThat(announcing(1, "{\"a\":1}").status()).isEqualTo(200);
        assertThat(announcing(1, "{\"a\":1}").replayed()).isTrue();
        assertThat(announcing(1, "{\"a\":2}").status()).isEqualTo(422);
    }

    @Test
    void aBodyThatEndsBeforeItsAnnouncedLengthClaimsNothing() {
        assertThat(announcing(8, "{\"b\":1}", "key-of-a-body-cut-short").status())
                .isEqualTo(400);
        Told whole = announcing(7, "{\"b\":1}", "key-of-a-body-cut-short");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.replayed()).isFalse();
    }

    /** Valid however short they are, so that only the length tells. */
    @ParameterizedTest
    @CsvSource({"POST, text/plain", "POST, " + FORM, "PUT, " + FORM})
    void halfABodyOverHttp2IsNoRequest(String method, String type) {
        Wire wire = Wire.to(Protocol.HTTP_2, new Origin(false, "localhost", app.port()));
        String key = "key-of-half-a-body-" + method + type.length();
        String before = app.post("/any", key + "-before").body();
        for (int cut = 0; cut < 100; cut++) {
            wire.sendHalf(new WireRequest(method, "/any", List.of(), Body.of("amount=100&count=1"))
                    .with("Content-Type", type)
                    .with("Idempotency-Key", key + "-" + cut));
        }
        String after = app.post("/any", key + "-after").body();
        assertThat(number(after)).isEqualTo(number(before) + 1);
    }

    private static int number(String call) {
        return Integer.parseInt(call.substring("call ".length()));
    }

    @Test
    void aRedirectIsRecordedHoweverItIsSent() {
        for (String way : new String[] {"plain", "status", "kept"}) {
            Told first = app.post("/redirect?way=" + way, "key-of-a-redirect-" + way);
            Told second = app.post("/redirect?way=" + way, "key-of-a-redirect-" + way);
            assertThat(first.status()).as(way).isEqualTo(way.equals("status") ? 303 : 302);
            assertThat(first.header("Location")).endsWith("/elsewhere");
            assertThat(second.status()).isEqualTo(first.status());
            assertThat(second.replayed()).as(way).isTrue();
            assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        }
    }

    @Test
    void aWriterUsesTheCharsetThatWasSetBeforeTheType() {
        Told first = app.post("/writer", "key-of-a-written-one");
        Told second = app.post("/writer", "key-of-a-written-one");
        assertThat(first.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
        assertThat(first.body()).isEqualTo("gr\u00fcn");
        assertThat(second.body()).isEqualTo("gr\u00fcn");
    }

    @Test
    void cookiesOfFiltersAndHandlersAreBothSentAndNeverReplayed() {
        Told first = app.post("/cookie", "key-of-a-set-cookie");
        Told second = app.post("/cookie", "key-of-a-set-cookie");
        assertThat(first.headers("Set-Cookie"))
                .hasSize(2)
                .anyMatch(cookie -> cookie.startsWith("filter="))
                .anyMatch(cookie -> cookie.startsWith("handler="));
        assertThat(second.replayed()).isTrue();
        assertThat(second.headers("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("filter="))
                .noneMatch(cookie -> cookie.startsWith("handler="));
    }

    @Test
    void aSafeMethodOfAMixedMappingIsNotProtected() {
        assertThat(App.send(app.request("/any", null).GET()).status()).isEqualTo(200);
        assertThat(App.send(app.request("/any", null).POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aHandlerThatIsMappedAfterTheStartIsRefusedInsteadOfUnprotected() throws Exception {
        Late late = new Late();
        app.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .registerMapping(
                        RequestMappingInfo.paths("/mapped-late")
                                .methods(RequestMethod.POST)
                                .options(app.context()
                                        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                                        .getBuilderConfiguration())
                                .build(),
                        late,
                        Late.class.getDeclaredMethod("post"));
        assertThat(app.post("/mapped-late", "key-of-a-late-mapping").status()).isEqualTo(500);
        assertThat(late.calls).hasValue(0);
    }

    @Test
    void lazyInitialisationLeavesNoHandlerUnprotected() {
        try (App lazy = App.web(Application.class, App.WITHOUT_JPA, "--spring.main.lazy-initialization=true")) {
            assertThat(lazy.post("/any", "key-of-a-lazy-one").replayed()).isFalse();
            assertThat(lazy.post("/any", "key-of-a-lazy-one").replayed()).isTrue();
            assertThat(lazy.bean(IdempotentHandlers.class)).isNotNull();
        }
    }

    private Told send(String method, String path, String key, String type, String body) {
        HttpRequest.Builder request = app.request(path, key).setHeader("Content-Type", type);
        return App.send(request.method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    private Told announcing(int length, String body) {
        return announcing(length, body, "key-of-an-unfolded-body");
    }

    private Told announcing(int length, String body, String key) {
        HttpRequest.Builder request = app.request("/any", key)
                .setHeader("Content-Type", "application/json")
                .setHeader("Announced", Integer.toString(length));
        return App.send(request.POST(BodyPublishers.ofString(body)));
    }

    static class Late {
        final AtomicInteger calls = new AtomicInteger();

        @Idempotent
        public void post() {
            calls.incrementAndGet();
        }
    }

    @RestController
    static class Handlers {

        private final AtomicInteger calls = new AtomicInteger();

        @RequestMapping("/any")
        @Idempotent
        String any() {
            return "call " + calls.incrementAndGet();
        }

        @PostMapping("/redirect")
        @Idempotent
        void redirect(@RequestParam String way, HttpServletResponse response) throws IOException {
            switch (way) {
                case "status" -> response.sendRedirect("/elsewhere", 303);
                case "kept" -> response.sendRedirect("/elsewhere", false);
                default -> response.sendRedirect("/elsewhere");
            }
        }

        @PostMapping("/writer")
        @Idempotent
        void writer(HttpServletResponse response) throws IOException {
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setContentType("text/plain");
            response.getWriter().print("gr\u00fcn");
        }

        @PostMapping("/cookie")
        @Idempotent
        String cookie(HttpServletResponse response) {
            response.addCookie(new Cookie("handler", "2"));
            return "cookie";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {

        @Bean
        Filter cookies() {
            return (request, response, chain) -> {
                ((HttpServletResponse) response).addCookie(new Cookie("filter", "1"));
                chain.doFilter(request, response);
            };
        }

        /** As one that unfolds a compressed body and lets its length stand. */
        @Bean
        Filter announced() {
            return (request, response, chain) -> {
                String length = ((HttpServletRequest) request).getHeader("Announced");
                chain.doFilter(length == null ? request : new Announced(request, length), response);
            };
        }
    }

    private static final class Announced extends HttpServletRequestWrapper {

        private final int length;

        Announced(ServletRequest request, String length) {
            super((HttpServletRequest) request);
            this.length = Integer.parseInt(length);
        }

        @Override
        public int getContentLength() {
            return length;
        }

        @Override
        public long getContentLengthLong() {
            return length;
        }
    }
}
