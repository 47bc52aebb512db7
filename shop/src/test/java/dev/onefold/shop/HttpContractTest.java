package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who gets in, what a bad request is told, and what the API says of itself. */
class HttpContractTest extends ShopTest {

    private static final List<String> KEYED = List.of(
            "/api/imports/products",
            "/api/imports/customers",
            "/api/customers",
            "/api/wallets/{customer}/top-ups",
            "/api/carts",
            "/api/carts/{id}/checkout",
            "/api/orders",
            "/api/orders/{id}/cancellation",
            "/api/returns",
            "/api/stock/adjustments");

    @Test
    void letsNobodyInWithoutAKey() {
        Answer none = importer.withKey("").get("/api/products").expectProblem(401, "unauthorized");

        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
        importer.withKey("import-demo-kez").get("/api/products").expectProblem(401, "unauthorized");
        importer.withKey("x".repeat(600)).get("/api/products").expectProblem(401, "unauthorized");
        importer.withKey("").get("/nothing").expectProblem(401, "unauthorized");
        importer.withKey("").get("/actuator/env").expectProblem(401, "unauthorized");
    }

    @Test
    void knowsAClientByItsNewKey() {
        jdbc.sql("DELETE FROM api_client WHERE name = 'guest'").update();
        jdbc.sql("INSERT INTO api_client (name, tenant, role, key_sha256)"
                        + " VALUES ('guest', 'demo', 'SHOPPER', sha256('guest-key'))")
                .update();
        importer.withKey("guest-key").get("/api/products").expect(200);
        jdbc.sql("UPDATE api_client SET key_sha256 = sha256('new-key') WHERE name = 'guest'")
                .update();

        importer.withKey("new-key").get("/api/products").expect(200);
    }

    @Test
    void isReadyForAnybodyToSee() {
        Answer answer = importer.withKey("").get("/actuator/health").expect(200);

        assertThat(answer.response().body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"reference\":\"R\"}",
                "{\"reference\":\"R\",\"lines\":[]}",
                "{\"reference\":\"R\",\"lines\":[null]}",
                "{\"reference\":\"R\",\"lines\":[{}]}",
                "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\",\"quantity\":0}]}",
                "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\",\"quantity\":1.5}]}",
                "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\",\"quantity\":\"5\"}]}",
                "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\",\"quantity\":1000001}]}",
                "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\",\"quantity\":99999999999999999999}]}",
                "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\",\"quantity\":1,\"unitPrice\":-1}]}",
                "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\",\"quantity\":1,\"unitPrice\":0.00001}]}",
                "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\",\"quantity\":1,\"unitPrice\":1e400000000}]}",
                "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\",\"quantity\":1,\"unitPrice\":1e-400000000}]}",
                "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\\u0000\",\"quantity\":1}]}",
                "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\\ud800\",\"quantity\":1}]}",
                "{\"reference\":\" \",\"lines\":[{\"code\":\"x\",\"quantity\":1}]}"
            })
    void refusesWhatIsNotAnOrder(String body) {
        importer.post("/api/orders", body).expectProblem(400, "invalid-request");
    }

    @Test
    void refusesWhatTwoParsersMayReadDifferently() {
        String twice = "{\"reference\":\"R\",\"lines\":[{\"code\":\"x\",\"quantity\":1,\"quantity\":2}]}";
        importer.post("/api/orders", twice).expectProblem(400, "body-invalid");
    }

    @Test
    void saysWhichFieldIsWrong() {
        String tooMany = "[" + "{\"code\":\"x\",\"quantity\":1},".repeat(2_000) + "{\"code\":\"x\",\"quantity\":0}]";
        Answer answer = shopper.post(
                        "/api/orders", "{\"reference\":\"" + "r".repeat(65) + "\",\"lines\":" + tooMany + "}")
                .expectProblem(400, "invalid-request");

        assertThat(answer.body().path("errors").findValuesAsString("field"))
                .contains("reference", "lines", "lines[2000].quantity");
    }

    @Test
    void refusesWhatIsTooLargeOrTooDeep() {
        shopper.post("/api/orders", "{\"reference\":\"" + "r".repeat(1_100_000) + "\"}")
                .expectProblem(413, "content-too-large");
        shopper.post("/api/orders", "[".repeat(1_000)).expectProblem(400, "body-invalid");
        byte[] large = "{\"reference\":\"R\",\"lines\":["
                .concat("{},".repeat(400_000))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Answer chunked = Api.send(
                shopper.request("/api/orders").POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large))));
        chunked.expectProblem(413, "body-too-large");
    }

    @Test
    void answersEveryHttpMistakeWithAProblem() {
        shopper.get("/api/nothing").expectProblem(404, "not-found");
        shopper.delete("/api/orders").expectProblem(405, "method-not-allowed");
        shopper.get("/api/products?limit=0").expectProblem(400, "invalid-request");
        shopper.get("/api/products?after=%00").expectProblem(400, "invalid-request");
        shopper.get("/api/products/%00").expect(400);
        shopper.get("/api/products?limit=many").expectProblem(400, "invalid-request");
        Api.send(shopper.request("/api/orders")
                        .setHeader("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("hello")))
                .expectProblem(415, "unsupported-media-type");
    }

    @Test
    void tellsNothingOfAnUnexpectedFailure() {
        String mug = product("1.00", 1);
        jdbc.sql("ALTER TABLE payment RENAME TO payment_elsewhere").update();
        try {
            Answer answer = shopper.post("/api/orders", order("", line(mug, 1))).expectProblem(500, "internal-error");
            assertThat(answer.response().body()).doesNotContain("payment", "SQL", "java");
        } finally {
            jdbc.sql("ALTER TABLE payment_elsewhere RENAME TO payment").update();
        }
        assertThat(onHand(mug)).isEqualTo(1);
    }

    @Test
    void describesItself() {
        JsonNode document = importer.withKey("").get("/v3/api-docs").expect(200).body();

        for (String path : KEYED) {
            JsonNode post = document.path("paths").path(path).path("post");
            assertThat(post.path("parameters").findValuesAsString("name"))
                    .as(path)
                    .contains("Idempotency-Key")
                    .doesNotContain("caller");
            assertThat(post.path("responses").has("409")).as(path).isTrue();
        }
        assertThat(document.path("paths").propertyNames())
                .contains(
                        "/api/products",
                        "/api/products/{code}",
                        "/api/orders/{id}",
                        "/api/wallets/{customer}",
                        "/api/carts/{id}/lines/{code}")
                .allMatch(path -> path.startsWith("/api/"));
        assertThat(document.path("paths")
                        .path("/api/products")
                        .path("get")
                        .path("parameters")
                        .findValuesAsString("name"))
                .doesNotContain("Idempotency-Key");
        importer.withKey("").get("/swagger-ui/index.html").expect(200);
    }
}
