package dev.onefold.naive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP for the handlers: the JDK's server and a pool of threads. */
final class Server implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int THREADS = 64;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Routes.Route> routes;
    private final Database database;

    private Server(HttpServer http, List<Routes.Route> routes, Database database) {
        this.http = http;
        this.routes = routes;
        this.database = database;
    }

    static Server start(int port, List<Routes.Route> routes, Database database) throws IOException {
        Server server = new Server(HttpServer.create(new InetSocketAddress(port), 256), routes, database);
        server.http.createContext("/", server::exchange);
        server.http.setExecutor(server.threads);
        server.http.start();
        return server;
    }

    int port() {
        return http.getAddress().getPort();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = answer(exchange);
            byte[] body = reply.body().isEmpty() ? new byte[0] : JSON.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (reply.replayed()) {
                exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
            }
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String line =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        try {
            JsonNode json = body.length == 0 ? JSON.missingNode() : JSON.readTree(body);
            for (Routes.Route route : routes) {
                Matcher matcher = route.line().matcher(line);
                if (matcher.matches()) {
                    Call call = new Call("node-" + port(), parts(matcher.toMatchResult()), json, exchange);
                    return route.handler().answer(database, call);
                }
            }
            return Reply.no(404, "no such path");
        } catch (JacksonException e) {
            return Reply.no(400, "no JSON");
        } catch (SQLException | RuntimeException e) {
            System.err.println(line + ": " + e);
            return Reply.of(500, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private static List<String> parts(MatchResult match) {
        return IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .toList();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        database.close();
    }
}
