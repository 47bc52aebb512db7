package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReturnTest extends ShopTest {

    static String back(String order, String line) {
        return """
                {"reference":"B-1","customer":null,"order":"%s","lines":[%s]}""".formatted(order, line);
    }

    @Test
    void isAcceptedWithoutAnOrderFromTheBackOfficeOnly() {
        String mug = product("1.50", 10);
        String customer = customer(0);
        String body = order(customer, line(mug, 2, "1.255"), line(mug, 1, "0.10"));

        shopper.post("/api/returns", body).expectProblem(403, "order-required");
        Answer answer = importer.post("/api/returns", body).expect(201);

        assertThat(answer.text("id")).isNotEmpty();
        assertThat(answer.text("reference")).isEqualTo("R-1");
        assertThat(answer.number("totalMinor")).isEqualTo(251 + 10);
        assertThat(answer.number("lines")).isEqualTo(2);
        assertThat(onHand(mug)).isEqualTo(13);
        assertThat(balance(customer)).isEqualTo(261);
    }

    @Test
    void ofAGuestGoesOverTheTill() {
        String mug = product("1.50", 10);

        importer.post("/api/returns", order("", line(mug, 2, "1"))).expect(201);

        assertThat(onHand(mug)).isEqualTo(12);
    }

    @Test
    void ofAnOrderGoesToWhoeverBought() {
        String mug = product("1.50", 10);
        String customer = customer(1_000);
        String id = shopper.post("/api/orders", order(customer, line(mug, 4))).text("id");

        shopper.post("/api/returns", back(id, line(mug, 1, "1.50"))).expect(201);

        assertThat(onHand(mug)).isEqualTo(7);
        assertThat(balance(customer)).isEqualTo(1_000 - 450);
    }

    @Test
    void neverExceedsTheOrder() {
        String mug = product("1.50", 10);
        String lamp = product("1.50", 10);
        String id = shopper.post("/api/orders", order("", line(mug, 4), line(lamp, 1)))
                .text("id");
        shopper.post("/api/returns", back(id, line(mug, 3, "1.50"))).expect(201);
        Map<String, Long> before = books.rows();

        shopper.post("/api/returns", back(id, line(mug, 2, "1.50"))).expectProblem(409, "return-exceeds-order");
        shopper.post("/api/returns", back(id, line(lamp, 1, "1.51"))).expectProblem(409, "return-exceeds-order");
        shopper.post(
                        "/api/returns",
                        order(customer(0), line(lamp, 1, "1.50")).replace("\"R-1\"", "\"R\",\"order\":\"" + id + "\""))
                .expectProblem(409, "return-exceeds-order");

        assertThat(books.rows().get("return_line")).isEqualTo(before.get("return_line"));
        assertThat(books.rows().get("stock_movement")).isEqualTo(before.get("stock_movement"));
    }

    @Test
    void ofACancelledOrderIsRefused() {
        String mug = product("1.50", 10);
        String id = shopper.post("/api/orders", order("", line(mug, 4))).text("id");
        shopper.post("/api/orders/" + id + "/cancellation", "").expect(200);

        shopper.post("/api/returns", back(id, line(mug, 1, "1.50"))).expectProblem(409, "order-not-returnable");
    }

    @Test
    void tellsUnknownThingsApart() {
        String mug = product("1.50", 10);

        importer.post("/api/returns", order("", line("no-such", 1, "1"))).expectProblem(404, "unknown-product");
        importer.post("/api/returns", order("nobody", line(mug, 1, "1"))).expectProblem(404, "unknown-customer");
        shopper.post("/api/returns", back("00000000-0000-7000-8000-000000000000", line(mug, 1, "1")))
                .expectProblem(404, "unknown-order");
        assertThat(onHand(mug)).isEqualTo(10);
    }
}
