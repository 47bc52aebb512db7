package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CancelOrderTest extends ShopTest {

    @Test
    void givesGoodsAndMoneyBack() {
        String mug = product("1.50", 10);
        String customer = customer(1_000);
        String id = shopper.post("/api/orders", order(customer, line(mug, 2), line(mug, 1)))
                .text("id");

        Answer answer = shopper.post("/api/orders/" + id + "/cancellation", "").expect(200);

        assertThat(answer.text("status")).isEqualTo("CANCELLED");
        assertThat(answer.number("totalMinor")).isEqualTo(450);
        assertThat(onHand(mug)).isEqualTo(10);
        assertThat(balance(customer)).isEqualTo(1_000);
    }

    @Test
    void givesAGuestsMoneyBackOverTheTill() {
        String mug = product("1.50", 10);
        String id = shopper.post("/api/orders", order("", line(mug, 2))).text("id");

        shopper.post("/api/orders/" + id + "/cancellation", "").expect(200);

        assertThat(onHand(mug)).isEqualTo(10);
    }

    @Test
    void happensOnce() {
        String mug = product("1.50", 10);
        String id = shopper.post("/api/orders", order("", line(mug, 2))).text("id");
        shopper.post("/api/orders/" + id + "/cancellation", "").expect(200);

        Answer second =
                shopper.post("/api/orders/" + id + "/cancellation", "").expectProblem(409, "order-not-cancellable");

        assertThat(second.text("orderStatus")).isEqualTo("CANCELLED");
        assertThat(onHand(mug)).isEqualTo(10);
    }

    @Test
    void isRefusedOnceSomethingCameBack() {
        String mug = product("1.50", 10);
        String id = shopper.post("/api/orders", order("", line(mug, 2))).text("id");
        shopper.post("/api/returns", ReturnTest.back(id, line(mug, 1, "1.50"))).expect(201);

        shopper.post("/api/orders/" + id + "/cancellation", "").expectProblem(409, "order-not-cancellable");
    }

    @Test
    void needsAnOrder() {
        shopper.post("/api/orders/00000000-0000-7000-8000-000000000000/cancellation", "")
                .expectProblem(404, "unknown-order");
        shopper.post("/api/orders/not-an-id/cancellation", "").expectProblem(400, "invalid-request");
    }
}
