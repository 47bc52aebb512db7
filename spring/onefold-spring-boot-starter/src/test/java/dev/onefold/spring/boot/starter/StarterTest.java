package dev.onefold.spring.boot.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.spring.Idempotent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

class StarterTest {

    @Test
    void oneStarterAndOneAnnotationAreEnough() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ConfigurableApplicationContext context = SpringApplication.run(
                        Shop.class,
                        "--server.port=0",
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--onefold.jdbc.initialize-schema=always",
                        "--onefold.http.allow-anonymous=true")) {
            String port = context.getEnvironment().getRequiredProperty("local.server.port");
            HttpResponse<String> first = order(port);
            HttpResponse<String> again = order(port);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.body()).isEqualTo("{\"number\":1,\"item\":\"cup\"}");
            assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        }
    }

    private static HttpResponse<String> order(String port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/orders"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "an-order-of-one-cup")
                .POST(HttpRequest.BodyPublishers.ofString("{\"item\":\"cup\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    record PlaceOrder(String item) {}

    record Placed(int number, String item) {}

    /** What a user of the library writes. */
    @SpringBootApplication
    @RestController
    static class Shop {

        private final AtomicInteger orders = new AtomicInteger();

        @PostMapping("/orders")
        @Idempotent
        Placed place(@RequestBody PlaceOrder command) {
            return new Placed(orders.incrementAndGet(), command.item());
        }
    }
}
