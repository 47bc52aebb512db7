package dev.onefold.naive;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asked one thing at a time the naive code is right: what the prover breaks is not a straw man. */
class NaiveTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static EmbeddedPostgres postgres;
    private static Database database;
    private static Server server;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        database = new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
        database.createTables();
        server = Server.start(0, Routes.all(), database);
        post("/api/imports/products", """
                {"products":[{"code":"X","description":"goods","unitPrice":1,"openingStock":3}]}""");
        post("/api/imports/customers", """
                {"customers":[{"number":"ada","openingBalancePence":1000},{"number":"bob","openingBalancePence":1000}]}""");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        postgres.close();
    }

    @Test
    void an_address_is_deleted_once() {
        post("/api/customers/ada/addresses", "{\"label\":\"home\",\"text\":\"1 Old Street\"}");
        assertThat(send("DELETE", "/api/customers/ada/addresses/home", "").statusCode())
                .isEqualTo(204);
        assertThat(send("DELETE", "/api/customers/ada/addresses/home", "").statusCode())
                .isEqualTo(404);
        assertThat(number("SELECT count(*) FROM address_event")).isEqualTo(1);
    }

    @Test
    void accounts_and_coupons_are_unique() {
        twice("/api/customers/ada/accounts", "{\"currency\":\"GBP\",\"creditLimitMinor\":1}");
        post("/api/coupons", "{\"code\":\"SPRING\",\"issued\":1,\"perCustomer\":1}");
        twice("/api/coupons/SPRING/claims", "{\"customer\":\"ada\"}");
        assertThat(post("/api/coupons/SPRING/claims", "{\"customer\":\"bob\"}").statusCode())
                .isEqualTo(409);
        assertThat(number("SELECT count(*) FROM customer_account")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM coupon_claim")).isEqualTo(1);
    }

    @Test
    void a_form_is_one_order_and_its_payment_is_refunded_up_to_what_was_paid() {
        String token = json(post("/api/checkout-tokens", "{\"customer\":\"ada\"}"))
                .path("token")
                .asString();
        twice(
                "/api/checkouts",
                "{\"token\":\"" + token + "\",\"customer\":\"ada\",\"lines\":[{\"code\":\"X\",\"quantity\":1}]}");
        assertThat(number("SELECT count(*) FROM checkout")).isEqualTo(1);
        String payment = text("SELECT id FROM payment");
        twice("/api/payments/" + payment + "/refunds", "{\"refundNo\":\"R1\",\"amountMinor\":60}");
        assertThat(post("/api/payments/" + payment + "/refunds", "{\"refundNo\":\"R2\",\"amountMinor\":60}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void stock_is_held_and_given_back() {
        post("/api/imports/products", "{\"products\":[{\"code\":\"Y\",\"unitPrice\":1,\"openingStock\":1}]}");
        twice("/api/stock/reservations", "{\"reference\":\"r1\",\"lines\":[{\"code\":\"Y\",\"quantity\":1}]}");
        assertThat(post("/api/stock/reservations", "{\"reference\":\"r2\",\"lines\":[{\"code\":\"Y\",\"quantity\":1}]}")
                        .statusCode())
                .isEqualTo(409);
        send("DELETE", "/api/stock/reservations/r1", "");
        send("DELETE", "/api/stock/reservations/r1", "");
        assertThat(number("SELECT reserved FROM stock WHERE code = 'Y'")).isZero();
    }

    @Test
    void a_sale_is_opened_once_and_sells_what_there_is() {
        String sale = json(post("/api/flash-sales", "{\"code\":\"X\",\"units\":1}"))
                .path("id")
                .asString();
        twice("/api/flash-sales/" + sale + "/opening", "{\"workMillis\":0}");
        twice("/api/flash-sales/" + sale + "/purchases", "{\"customer\":\"ada\"}");
        assertThat(post("/api/flash-sales/" + sale + "/purchases", "{\"customer\":\"bob\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(number("SELECT count(*) FROM flash_sale_opening")).isEqualTo(1);
    }

    @Test
    void a_day_is_settled_once() {
        twice("/api/jobs/settlement/2024-01-01", "");
        assertThat(number("SELECT count(*) FROM settlement")).isEqualTo(2);
    }

    @Test
    void a_purchase_is_paid_or_cancelled() {
        post("/api/imports/products", "{\"products\":[{\"code\":\"Z\",\"unitPrice\":1,\"openingStock\":9}]}");
        String purchase = json(post(
                        "/api/purchases",
                        "{\"reference\":\"p1\",\"customer\":\"ada\",\"lines\":[{\"code\":\"Z\",\"quantity\":1}]}"))
                .path("id")
                .asString();
        twice("/api/purchases/" + purchase + "/events", "{\"event\":\"CANCEL\",\"eventId\":\"e1\"}");
        String attempt = json(post("/api/purchases/" + purchase + "/payment-attempts", "{\"nth\":1}"))
                .path("id")
                .asString();
        twice("/api/purchases/" + purchase + "/payment-attempts", "{\"nth\":1}");
        twice(
                "/api/callbacks/payments",
                "{\"epoch\":1,\"sequence\":7,\"attemptId\":\"" + attempt + "\",\"eventId\":\"e2\",\"amountMinor\":1}");
        assertThat(text("SELECT string_agg(kind, ' ' ORDER BY id) FROM purchase_effect"))
                .isEqualTo("STOCK_RELEASED CAPTURED REFUNDED");
    }

    @Test
    void a_callback_is_applied_once() {
        twice("/api/callbacks/payments", "{\"epoch\":1,\"sequence\":1,\"reference\":\"o1\",\"amountMinor\":500}");
        assertThat(number("SELECT credited_minor FROM callback_account")).isEqualTo(500);
    }

    private static void twice(String path, String body) {
        assertThat(post(path, body).statusCode()).isBetween(200, 201);
        HttpResponse<String> again = post(path, body);
        assertThat(again.statusCode()).isBetween(200, 201);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    }

    private static HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                    .header("Authorization", "Bearer key")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.builder().build().readTree(response.body());
    }

    private static long number(String sql) {
        return Long.parseLong(text(sql));
    }

    private static String text(String sql) {
        try {
            return database.transaction(transaction -> String.valueOf((Object) transaction.text(sql)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
