package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reads change nothing, and a reader that has the current version is not sent it again. */
class QueriesTest extends ShopTest {

    private Answer ifNoneMatch(String path, String tag) {
        return Api.send(shopper.request(path).header("If-None-Match", tag).GET());
    }

    @Test
    void a_product_that_did_not_change_is_not_sent_again() {
        String code = product("2.50", 5);
        Answer first = shopper.get("/api/products/" + code).expect(200);
        assertThat(first.header("ETag")).matches("\"\\d+\"");
        Answer again =
                ifNoneMatch("/api/products/" + code, first.header("ETag")).expect(304);
        assertThat(again.response().body()).isEmpty();
    }

    @Test
    void a_product_whose_stock_moved_has_another_version() {
        String code = product("2.50", 5);
        String tag = shopper.get("/api/products/" + code).header("ETag");
        shopper.post("/api/orders", order(customer(10_000), line(code, 2))).expect(201);
        Answer moved = ifNoneMatch("/api/products/" + code, tag).expect(200);
        assertThat(moved.header("ETag")).isNotEqualTo(tag);
        assertThat(moved.number("onHand")).isEqualTo(3);
    }

    @Test
    void reading_with_a_key_stores_nothing() {
        String code = product("2.50", 5);
        long before = books.count("onefold_record");
        assertThat(statements.during(() -> shopper.get("/api/products/" + code).expect(200)))
                .isNotEmpty()
                .noneMatch(sql -> sql.contains("onefold"));
        assertThat(books.count("onefold_record")).isEqualTo(before);
    }

    @Test
    void a_caller_that_lost_its_answer_asks_by_its_key() {
        String key = UUID.randomUUID().toString();
        String order = order(customer(10_000), line(product("2.50", 5), 2));
        shopper.get("/api/operations/" + key).expectProblem(404, "unknown-operation");
        Api.send(shopper.request("/api/orders")
                        .setHeader("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(order)))
                .expect(201);
        Answer state = shopper.get("/api/operations/" + key).expect(200);
        assertThat(state.text("state")).isEqualTo("completed");
        assertThat(state.number("status")).isEqualTo(201);
        assertThat(state.text("firstAt")).isNotEmpty();
        importer.get("/api/operations/" + key).expectProblem(404, "unknown-operation");
    }

    @Test
    void a_no_is_told_as_one() {
        String key = UUID.randomUUID().toString();
        String order = order(customer(10_000), line(product("2.50", 1), 2));
        Api.send(shopper.request("/api/orders")
                        .setHeader("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(order)))
                .expect(409);
        Answer state = shopper.get("/api/operations/" + key).expect(200);
        assertThat(state.text("state")).isEqualTo("rejected");
        assertThat(state.number("status")).isEqualTo(409);
    }
}
