package dev.onefold.spring.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that does the work once for each key, and then answers as it was told to: 0 loses the reply. */
final class Shop implements AutoCloseable {

    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    private final Map<String, String> orders = new ConcurrentHashMap<>();
    private final Queue<Integer> script = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    Shop(Integer... statuses) throws IOException {
        script.addAll(List.of(statuses));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    int effects() {
        return orders.size();
    }

    Set<String> differentKeys() {
        return new HashSet<>(keys);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            keys.add(key);
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            Integer status = script.poll();
            if (status != null && status >= 400) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            String order = orders.computeIfAbsent(key, any -> "order " + (orders.size() + 1));
            if (status == null) {
                byte[] body = order.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(201, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
