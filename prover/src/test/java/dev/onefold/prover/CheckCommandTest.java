package dev.onefold.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Against an API that has never heard of keys. */
class CheckCommandTest {

    private final AtomicInteger orders = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/orders", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        boolean placing = exchange.getRequestMethod().equals("POST");
        int number = placing ? orders.incrementAndGet() : orders.get();
        byte[] body = ("{\"total\":" + number + "}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(placing ? 201 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void a_defect_ends_with_one_and_tells_how_to_see_it_again() throws IOException {
        Path json = directory.resolve("out.json");
        Path page = directory.resolve("out.html");
        int status = run(
                "check",
                "POST",
                url(),
                "-H",
                "Authorization: Bearer secret",
                "-d",
                "{\"n\":1}",
                "--count",
                "GET /orders | $.total",
                "--only",
                "replay-effect,replay-status",
                "--output",
                page.toString(),
                "--format",
                "html",
                "--json",
                json.toString());
        assertThat(status).as(err.toString()).isEqualTo(1);
        assertThat(Files.readString(json))
                .contains("\"verdict\" : \"fail\"", "three requests with one key had 3 effects instead of 1")
                .contains("./onefold check POST " + url(), "--only replay-effect --seed 1")
                .doesNotContain("secret");
        assertThat(Files.readString(page)).startsWith("<!doctype html>").doesNotContain("secret");
    }

    @Test
    void what_holds_ends_with_zero() {
        Path text = directory.resolve("out.txt");
        assertThat(run("check", "curl -d {} " + url(), "--only", "replay-status", "--output", text.toString()))
                .as(err.toString())
                .isZero();
        assertThat(text).content().contains("pass  replay-status", "PASS  answers agree; effects not counted");
    }

    @Test
    void an_api_that_does_not_accept_the_request_gives_no_verdict() {
        assertThat(run("check", "POST", url().replace("/orders", "/nowhere"), "-d", "{}"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("no verdict", "is answered with 404");
    }

    @Test
    void nobody_listening_gives_no_verdict_and_says_so_in_json() {
        server.stop(0);
        Path json = directory.resolve("none.json");
        assertThat(run("check", "POST", url(), "-d", "{}", "--json", json.toString()))
                .isEqualTo(3);
        assertThat(err.toString()).contains("no verdict", "no connection");
        assertThat(json).content().contains("\"verdict\" : \"none\"", "no connection");
    }

    @Test
    void a_count_that_counts_something_else_gives_no_verdict() {
        assertThat(run("check", "POST", url(), "-d", "{}", "--settle", "0", "--count", "GET /orders | never"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("the count of effects says 0 effects instead of 1");
    }

    @Test
    void a_line_that_does_it_again_has_no_secret_and_none_of_the_reports() {
        List<String> arguments = List.of(
                "check",
                "POST",
                "http://localhost/a b",
                "-H",
                "Cookie: s=1",
                "--json=out.json",
                "--only",
                "x",
                "--keys",
                "5",
                "--count-sql",
                "jdbc:x?password=pw&a=b|select 1");
        assertThat(Reproduction.line(arguments, "gzip", 3))
                .isEqualTo("./onefold check POST 'http://localhost/a b' -H 'Cookie: ...' --count-sql"
                        + " 'jdbc:x?password=...&a=b|select 1' --only gzip --seed 3");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/orders";
    }

    private int run(String... arguments) {
        CommandLine command = Onefold.commandLine();
        command.setErr(new PrintWriter(err, true));
        command.setOut(new PrintWriter(new StringWriter(), true));
        return command.execute(arguments);
    }
}
