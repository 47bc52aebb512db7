package dev.onefold.benchmarks.experiment;

import dev.onefold.benchmarks.measure.Caller;
import dev.onefold.benchmarks.measure.Contest;
import dev.onefold.benchmarks.measure.Result;
import dev.onefold.benchmarks.measure.Sample;
import dev.onefold.benchmarks.measure.Way;
import dev.onefold.prover.nodes.Node;
import dev.onefold.prover.nodes.NodeOptions;
import dev.onefold.prover.nodes.Nodes;
import dev.onefold.prover.nodes.Ports;
import dev.onefold.prover.nodes.ShopMode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shop's place-order over HTTP, with protection and without. With it is the shop as it comes: orders that arrive
 * together share a transaction. Each by itself is the same shop in transactional mode, and unprotected is that, told to
 * ignore the keys of this one operation ({@code presence=ignored}): the same code and the same requests, keys included.
 * Each has a process and a database of its own, and only one of them is at work at a time.
 */
final class PlaceOrder implements Experiment {

    private static final int CALLERS = 16;
    private static final int PRODUCTS = 500;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String title() {
        return "The shop's place-order over HTTP";
    }

    @Override
    public void run(Laboratory laboratory) throws Exception {
        String jar = System.getProperty("onefold.shop.jar", "");
        if (!Files.isRegularFile(Path.of(jar))) {
            laboratory.terminal().say("left out: there is no shop; start through ./onefold");
            return;
        }
        List<Integer> ports = Ports.free(3);
        Node with = start(laboratory, ports.get(0), shop(laboratory, jar, "protected"));
        Node alone = start(
                laboratory, ports.get(1), shop(laboratory, jar, "by-itself").in(ShopMode.TRANSACTIONAL));
        Node without = start(
                laboratory,
                ports.get(2),
                shop(laboratory, jar, "unprotected").in(ShopMode.TRANSACTIONAL).unprotected("POST /api/orders"));
        Contest contest = new Contest(laboratory.meters().ofChildren(), laboratory.effort(), laboratory.terminal())
                .warmUp(laboratory.effort().warmUpRequests());
        Result result = contest.run(
                "place order",
                CALLERS,
                List.of(
                        order("without protection", without),
                        order("with protection", with),
                        order("each order by itself", alone)));
        laboratory
                .findings()
                .table(
                        name(),
                        title() + ", " + CALLERS + " callers",
                        result,
                        "without protection",
                        "With protection is the shop as it comes: orders that arrive together share a transaction."
                                + " Without, each has one of its own, as in the third way.")
                .ratio("http_place_order", result.ratio("with protection", "without protection", Sample::throughput))
                .ratio(
                        "http_place_order_transactional",
                        result.ratio("each order by itself", "without protection", Sample::throughput))
                .ratio(
                        "http_place_order_cpu",
                        result.ratio("with protection", "without protection", Sample::cpuMicros));
    }

    private static NodeOptions shop(Laboratory laboratory, String jar, String name) throws Exception {
        return new NodeOptions(name, Path.of(jar), laboratory.database(), laboratory.directory(), List.of());
    }

    private Node start(Laboratory laboratory, int port, NodeOptions shop) throws Exception {
        Nodes nodes = laboratory.closing(Nodes.on(List.of(port), shop));
        nodes.start();
        Node node = nodes.at(0);
        String products = IntStream.range(0, PRODUCTS)
                .mapToObj(n -> "{\"code\":\"P" + n + "\",\"description\":\"Product " + n
                        + "\",\"unitPrice\":1.25,\"openingStock\":100000000}")
                .collect(Collectors.joining(",", "{\"products\":[", "]}"));
        send(node, "/api/imports/products", "benchmark-products", "import-demo-key", products);
        return node;
    }

    private Way order(String name, Node node) {
        return Way.of(name, caller -> {
            String key = caller.newKey();
            send(node, "/api/orders", key, "shopper-demo-key", body(caller, key));
        });
    }

    private static String body(Caller caller, String reference) {
        return "{\"reference\":\"" + reference + "\",\"customer\":null,\"lines\":[{\"code\":\"P"
                + caller.draw(PRODUCTS) + "\",\"quantity\":1},{\"code\":\"P" + caller.draw(PRODUCTS)
                + "\",\"quantity\":2}]}";
    }

    private void send(Node node, String path, String key, String principal, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(node.uri(path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + principal)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IllegalStateException("POST " + path + ": " + response.statusCode() + " " + response.body());
        }
    }
}
