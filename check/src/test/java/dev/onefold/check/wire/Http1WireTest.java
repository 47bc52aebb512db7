package dev.onefold.check.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.check.wire.Exchange.Reason;
import dev.onefold.check.wire.Exchange.Unanswered;
import dev.onefold.check.wire.RawServer.Played;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http1WireTest {

    private static final WireRequest ORDER =
            new WireRequest("POST", "/orders?a=1", List.of(), Body.of("{\"quantity\":2}"));

    private RawServer server;

    @BeforeEach
    void listen() throws IOException {
        server = new RawServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Wire wire() {
        return Wire.to(Protocol.HTTP_1_1, server.origin());
    }

    private Wire wire(Limits limits) {
        return Wire.to(Protocol.HTTP_1_1, server.origin(), limits, null);
    }

    @Test
    void header_lines_leave_as_they_were_written() throws Exception {
        Played<String> head = server.answering("HTTP/1.1 204 No Content\r\n\r\n");
        WireRequest request = ORDER.with("Idempotency-Key", " \"k\u0001\u00e9\"")
                .with("idempotency-key", "second line")
                .with("Host", "somewhere.else");
        assertThat(wire().send(request).response()).isPresent();
        assertThat(head.get())
                .startsWith("POST /orders?a=1 HTTP/1.1\r\n")
                .contains("Idempotency-Key:  \"k\u0001\u00e9\"\r\nidempotency-key: second line\r\n")
                .contains("Content-Length: 14\r\n")
                .containsOnlyOnce("Host:");
    }

    @Test
    void a_line_break_in_a_header_is_refused() {
        assertThatThrownBy(() -> ORDER.with("Idempotency-Key", "k\r\nX: y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 201 Created\r\nContent-Length: 5\r\nX-A: 1\r\nx-a: 2\r\n\r\nhello",
                "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\nX-A: 1\r\nx-a: 2\r\n\r\n2;ext=1\r\nhe\r\n3\r\nllo\r\n0\r\nTrailer: t\r\n\r\n",
                "HTTP/1.0 201 Created\r\nX-A: 1\r\nx-a: 2\r\n\r\nhello",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </s>\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 5\r\nX-A: 1\r\nx-a: 2\r\n\r\nhello"
            })
    void the_answer_is_read_however_its_end_is_told(String answer) {
        server.answering(answer);
        WireResponse response = wire().send(ORDER).response().orElseThrow();
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.body()).isEqualTo(Body.of("hello"));
        assertThat(response.headers("X-A")).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 201 Created\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 201 Created\r\nContent-Length: 2000\r\n\r\n",
                "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 201 Created\r\nno colon\r\n\r\n"
            })
    void what_is_no_http_or_too_large_is_broken(String answer) {
        server.answering(answer);
        assertThat(reason(wire(new Limits(1_000, 10_000, 1_000, 1_000)).send(ORDER)))
                .isEqualTo(Reason.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 201 Cre", "HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\nhello"})
    void an_answer_that_breaks_off_is_cut_by_the_server(String answer) {
        server.answering(answer);
        assertThat(reason(wire().send(ORDER))).isEqualTo(Reason.CUT_BY_SERVER);
    }

    @Test
    void a_server_that_says_nothing_is_waited_for_no_longer_than_the_limit() throws Exception {
        Played<byte[]> silent = server.play(listening -> {
            try (Socket socket = listening.accept()) {
                return socket.getInputStream().readAllBytes();
            }
        });
        assertThat(reason(wire(Limits.DEFAULT.withAnswerMillis(50)).send(ORDER)))
                .isEqualTo(Reason.TIMED_OUT);
        silent.get();
    }

    @Test
    void nobody_listening_is_not_connected() throws IOException {
        server.close();
        assertThat(reason(wire().send(ORDER))).isEqualTo(Reason.NOT_CONNECTED);
    }

    @Test
    void every_request_of_a_volley_is_there_but_for_its_last_byte_before_any_is_whole() throws Exception {
        int copies = 20;
        int length = 150;
        WireRequest request = ORDER.with("X-Padding", "x".repeat(150 - rendered(ORDER.with("X-Padding", "")).length));
        assertThat(rendered(request)).hasSize(length);
        Played<List<Integer>> whole = server.play(listening -> {
            List<Socket> sockets = new ArrayList<>();
            for (int copy = 0; copy < copies; copy++) {
                sockets.add(listening.accept());
            }
            sockets.get(0).getInputStream().readNBytes(length);
            List<Integer> received = new ArrayList<>();
            for (Socket socket : sockets.subList(1, copies)) {
                received.add(socket.getInputStream().available());
            }
            for (Socket socket : sockets) {
                socket.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
            }
            return received;
        });
        Volley volley = wire().volley(Collections.nCopies(copies, request));
        assertThat(whole.get()).allMatch(bytes -> bytes >= length - 1);
        assertThat(volley.exchanges())
                .hasSize(copies)
                .allMatch(exchange -> exchange.response().isPresent());
        assertThat(volley.spreadMicros()).isPositive();
    }

    private byte[] rendered(WireRequest request) {
        return Http1Format.write(request, server.origin()).bytes().array();
    }

    @Test
    void half_a_request_is_sent_and_the_connection_closed() throws Exception {
        Played<String> received = server.play(listening -> {
            try (Socket socket = listening.accept()) {
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
        });
        assertThat(wire().sendHalf(ORDER).reason()).isEqualTo(Reason.CUT_BY_CALLER);
        assertThat(received.get()).endsWith("\r\n\r\n{\"quant");
    }

    @Test
    void a_caller_who_goes_away_has_sent_everything() throws Exception {
        Played<String> received = server.play(listening -> {
            try (Socket socket = listening.accept()) {
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
        });
        InFlight sent = wire().begin(ORDER);
        assertThat(sent.ended()).isFalse();
        sent.cut();
        assertThat(reason(sent.await())).isEqualTo(Reason.CUT_BY_CALLER);
        assertThat(received.get()).endsWith("{\"quantity\":2}");
    }

    @Test
    void an_answer_that_comes_before_the_body_was_read_counts() throws Exception {
        server.play(listening -> {
            Socket socket = listening.accept();
            socket.getOutputStream()
                    .write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes();
        });
        WireRequest large = ORDER.withBody(Body.of(new byte[4 * 1024 * 1024]));
        assertThat(wire().send(large).response().orElseThrow().status()).isEqualTo(413);
    }

    @Test
    void a_chunked_body_has_no_length() throws Exception {
        Played<String> received = server.play(listening -> {
            try (Socket socket = listening.accept()) {
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
        });
        InFlight sent = wire().begin(ORDER.with("Transfer-Encoding", "chunked"));
        sent.cut();
        assertThat(received.get())
                .endsWith("\r\n\r\ne\r\n{\"quantity\":2}\r\n0\r\n\r\n")
                .doesNotContain("Content-Length");
    }

    @Test
    void a_kept_connection_is_used_again_until_the_server_closes_it() throws Exception {
        Played<Integer> connections = server.play(Http1WireTest::twoThenOne);
        try (Connection connection = wire().connection()) {
            for (int request = 0; request < 3; request++) {
                assertThat(connection.exchange(ORDER).response()).isPresent();
            }
        }
        assertThat(connections.get()).isEqualTo(2);
    }

    private static int twoThenOne(ServerSocket listening) throws IOException {
        int length = ORDER.body().length();
        try (Socket first = listening.accept()) {
            RawServer.head(first.getInputStream());
            first.getInputStream().readNBytes(length);
            first.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
            RawServer.head(first.getInputStream());
            first.getInputStream().readNBytes(length);
            first.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
                            .getBytes(StandardCharsets.US_ASCII));
        }
        try (Socket second = listening.accept()) {
            RawServer.head(second.getInputStream());
            second.getInputStream().readNBytes(length);
            second.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return 2;
    }

    private static Reason reason(Exchange exchange) {
        return ((Unanswered) exchange).reason();
    }
}
