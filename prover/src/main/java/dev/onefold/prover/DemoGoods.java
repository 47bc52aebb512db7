package dev.onefold.prover;

import dev.onefold.prover.nodes.Node;
import dev.onefold.prover.verdict.NoVerdictException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A few products, so that the printed curl lines have something to buy. */
final class DemoGoods {

    private static final int REQUEST_SECONDS = 30;

    private static final String PRODUCTS = """
            {"products":[
              {"code":"LANTERN","description":"White metal lantern","unitPrice":3.39,"openingStock":10000},
              {"code":"TEAPOT","description":"Blue enamel teapot","unitPrice":12.75,"openingStock":500},
              {"code":"BUNTING","description":"Striped paper bunting","unitPrice":1.65,"openingStock":2000}
            ]}""";

    private DemoGoods() {}

    /** Lays the products in unless they are there from an earlier time. */
    static void layIn(Node node) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(REQUEST_SECONDS))
                .build();
        try {
            HttpRequest look = request(node, "/api/products/LANTERN").GET().build();
            if (client.send(look, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                return;
            }
            HttpRequest layIn = request(node, "/api/imports/products")
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(HttpRequest.BodyPublishers.ofString(PRODUCTS))
                    .build();
            HttpResponse<String> answer = client.send(layIn, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new NoVerdictException(
                        "the shop refused the demonstration products: " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new NoVerdictException("the shop does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoVerdictException("interrupted while laying in the demonstration products", e);
        }
    }

    private static HttpRequest.Builder request(Node node, String path) {
        return HttpRequest.newBuilder(node.uri(path))
                .timeout(Duration.ofSeconds(REQUEST_SECONDS))
                .header("Authorization", "Bearer import-demo-key");
    }

    /** The same order twice, under one key that is new at each start. */
    static List<String> curlLines(Node first, Node second) {
        UUID key = UUID.randomUUID();
        return List.of(curl(first, key), curl(second, key));
    }

    private static String curl(Node node, UUID key) {
        return "curl -i " + node.uri("/api/orders")
                + " -H 'Authorization: Bearer shopper-demo-key' -H 'Idempotency-Key: " + key
                + "' -H 'Content-Type: application/json'"
                + " -d '{\"reference\":\"DEMO-1\",\"customer\":null,\"lines\":[{\"code\":\"LANTERN\",\"quantity\":2}]}'";
    }
}
