package dev.onefold.check.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.onefold.check.wire.Exchange.Reason;
import dev.onefold.check.wire.Exchange.Unanswered;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Tomcat, in clear text with prior knowledge and over TLS. */
class Http2WireTest {

    private static final int CROWD = 30;
    private static final WireRequest ORDER = new WireRequest("POST", "/echo", List.of(), Body.of("{\"quantity\":2}"));

    @TempDir
    static Path directory;

    private static final Paths SERVLET = new Paths();
    private static TomcatServer clear;
    private static TomcatServer encrypted;
    private static SSLContext trusting;

    @BeforeAll
    static void start() throws Exception {
        Path keys = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-alias",
                        "server",
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
        trusting = trusting(keys);
        clear = new TomcatServer(Files.createDirectory(directory.resolve("clear")), SERVLET, null);
        encrypted = new TomcatServer(Files.createDirectory(directory.resolve("encrypted")), SERVLET, keys);
    }

    private static SSLContext trusting(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @AfterAll
    static void stop() throws IOException {
        clear.close();
        encrypted.close();
    }

    private static Wire wire(boolean tls, Protocol protocol) {
        return Wire.to(protocol, (tls ? encrypted : clear).origin(), Limits.DEFAULT, trusting);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_request_arrives_with_every_header_line_and_is_answered(boolean tls) {
        for (Protocol protocol : Protocol.values()) {
            WireResponse response = wire(tls, protocol)
                    .send(ORDER.with("Idempotency-Key", "one").with("Idempotency-Key", "two"))
                    .response()
                    .orElseThrow();
            assertThat(response.status()).isEqualTo(201);
            assertThat(response.protocol()).isEqualTo(protocol);
            assertThat(response.headers("X-Keys")).containsExactly("one", "two");
            assertThat(response.body().text())
                    .isEqualTo((protocol == Protocol.HTTP_2 ? "HTTP/2.0" : "HTTP/1.1") + " {\"quantity\":2}");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_streams_of_a_volley_are_all_at_work_before_any_is_answered(boolean tls) {
        SERVLET.crowd = new CountDownLatch(CROWD);
        Volley volley = wire(tls, Protocol.HTTP_2).volley(Collections.nCopies(CROWD, ORDER.withTarget("/crowd")));
        assertThat(volley.exchanges())
                .hasSize(CROWD)
                .allMatch(exchange -> exchange.response().orElseThrow().status() == 200);
        assertThat(volley.spreadMicros()).isPositive();
    }

    @Test
    void a_body_larger_than_the_windows_arrives_whole() {
        WireRequest large = ORDER.withTarget("/length").withBody(Body.of(new byte[1024 * 1024]));
        assertThat(wire(false, Protocol.HTTP_2)
                        .send(large)
                        .response()
                        .orElseThrow()
                        .body()
                        .text())
                .isEqualTo("1048576");
    }

    @Test
    void a_request_without_content_is_answered() {
        assertThat(wire(false, Protocol.HTTP_2)
                        .send(WireRequest.of("GET", "/length"))
                        .response()
                        .orElseThrow()
                        .body()
                        .text())
                .isEqualTo("0");
    }

    @Test
    void half_a_request_does_not_become_a_whole_one() throws Exception {
        assertThat(wire(false, Protocol.HTTP_2)
                        .sendHalf(ORDER.withTarget("/cut"))
                        .reason())
                .isEqualTo(Reason.CUT_BY_CALLER);
        assertThat(SERVLET.cut.poll(20, TimeUnit.SECONDS)).isIn("broken off", "{\"quant", "");
    }

    @Test
    void a_server_that_goes_away_under_half_a_request_is_told_apart() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> greetAndLeave(server));
            Origin origin = new Origin(false, "127.0.0.1", server.getLocalPort());
            assertThat(Wire.to(Protocol.HTTP_2, origin).sendHalf(ORDER).reason())
                    .isEqualTo(Reason.CUT_BY_SERVER);
            gone.join();
        }
    }

    private static void greetAndLeave(ServerSocket server) {
        byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(settings);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_caller_who_goes_away_is_told_so_and_the_server_has_everything() throws Exception {
        SERVLET.crowd = new CountDownLatch(2);
        InFlight sent = wire(false, Protocol.HTTP_2).begin(ORDER.withTarget("/crowd"));
        assertThat(SERVLET.arrived.poll(20, TimeUnit.SECONDS)).isEqualTo("{\"quantity\":2}");
        assertThat(sent.ended()).isFalse();
        sent.cut();
        assertThat(((Unanswered) sent.await()).reason()).isEqualTo(Reason.CUT_BY_CALLER);
        SERVLET.crowd.countDown();
    }

    @Test
    void a_kept_connection_carries_one_request_after_the_other() {
        try (Connection connection = wire(false, Protocol.HTTP_2).connection()) {
            String first = text(connection.exchange(WireRequest.of("GET", "/port")));
            assertThat(text(connection.exchange(WireRequest.of("GET", "/port"))))
                    .isEqualTo(first);
        }
    }

    private static String text(Exchange exchange) {
        return exchange.response().orElseThrow().body().text();
    }

    @Test
    void a_server_without_http_2_does_not_speak_it() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            Origin origin = new Origin(false, "127.0.0.1", server.getAddress().getPort());
            Wire wire = Wire.to(Protocol.HTTP_2, origin);
            assertThat(((Unanswered) wire.send(ORDER)).reason()).isEqualTo(Reason.NOT_SPOKEN);
            assertThat(wire.volley(List.of(ORDER, ORDER)).exchanges())
                    .allMatch(exchange -> ((Unanswered) exchange).reason() == Reason.NOT_SPOKEN);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_certificate_nobody_trusts_is_no_connection() {
        assertThat(((Unanswered) Wire.to(Protocol.HTTP_1_1, encrypted.origin()).send(ORDER)).reason())
                .isEqualTo(Reason.NOT_CONNECTED);
    }

    private static final class Paths extends HttpServlet {

        private static final long serialVersionUID = 1L;

        transient volatile CountDownLatch crowd = new CountDownLatch(0);
        final transient BlockingQueue<String> arrived = new ArrayBlockingQueue<>(CROWD);
        final transient BlockingQueue<String> cut = new ArrayBlockingQueue<>(1);

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            switch (request.getRequestURI()) {
                case "/echo" -> {
                    response.setStatus(201);
                    Collections.list(request.getHeaders("Idempotency-Key"))
                            .forEach(key -> response.addHeader("X-Keys", key));
                    response.getWriter().print(request.getProtocol() + " " + body(request.getInputStream()));
                }
                case "/length" ->
                    response.getWriter().print(request.getInputStream().readAllBytes().length);
                case "/port" -> response.getWriter().print(request.getRemotePort());
                case "/cut" -> cut.offer(brokenOff(request));
                default -> {
                    arrived.offer(body(request.getInputStream()));
                    crowd.countDown();
                    response.setStatus(await() ? 200 : 504);
                }
            }
        }

        private boolean await() {
            try {
                return crowd.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        }

        private static String brokenOff(HttpServletRequest request) {
            try {
                return body(request.getInputStream());
            } catch (IOException e) {
                return "broken off";
            }
        }

        private static String body(@Nullable InputStream in) throws IOException {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
