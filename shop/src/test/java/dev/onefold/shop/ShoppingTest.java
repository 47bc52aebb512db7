package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a shopper does around an order: looks, registers, pays in, fills a cart and checks it out. */
class ShoppingTest extends ShopTest {

    @Test
    void pagesThroughTheCatalogueInCodeOrder() {
        // the last of the catalogue, also where this runs a second time
        String page = "~page" + System.currentTimeMillis();
        importer.post("/api/imports/products", """
                        {"products":[{"code":"%1$s-c","description":"c","unitPrice":3,"openingStock":3},
                                     {"code":"%1$s-a","description":"a","unitPrice":1,"openingStock":1},
                                     {"code":"%1$s-b","description":"b","unitPrice":2,"openingStock":2}]}""".formatted(page)).expect(201);

        Answer first = shopper.get("/api/products?after=" + page + "&limit=2").expect(200);
        Answer last = shopper.get("/api/products?after=" + page + "-b&limit=2").expect(200);

        assertThat(first.body().path("products").findValuesAsString("code")).containsExactly(page + "-a", page + "-b");
        assertThat(first.body().path("products").findValuesAsString("onHand")).containsExactly("1", "2");
        assertThat(first.text("next")).isEqualTo(page + "-b");
        assertThat(last.body().path("products").findValuesAsString("code")).containsExactly(page + "-c");
        assertThat(last.body().has("next")).isFalse();
        assertThat(shopper.get("/api/products/" + page + "-c").text("description"))
                .isEqualTo("c");
        shopper.get("/api/products/nothing").expectProblem(404, "unknown-product");
    }

    @Test
    void registersACustomerOnceWithAnEmptyWallet() {
        String number = "N" + System.currentTimeMillis();
        String body = "{\"number\":\"" + number + "\",\"country\":\"United Kingdom\"}";

        Answer answer = shopper.post("/api/customers", body).expect(201);
        Answer second = shopper.post("/api/customers", body).expectProblem(409, "customer-exists");

        assertThat(answer.text("number")).isEqualTo(number);
        assertThat(second.text("customer")).isEqualTo(number);
        assertThat(shopper.get("/api/customers/" + number).text("country")).isEqualTo("United Kingdom");
        assertThat(balance(number)).isZero();
        shopper.get("/api/customers/nobody").expectProblem(404, "unknown-customer");
    }

    @Test
    void paysIntoAWallet() {
        String customer = customer(5);

        Answer answer = shopper.post("/api/wallets/" + customer + "/top-ups", "{\"amountPence\":95}")
                .expect(201);

        assertThat(answer.body().toString()).isEqualTo("{\"customer\":\"" + customer + "\",\"balancePence\":100}");
        shopper.post("/api/wallets/nobody/top-ups", "{\"amountPence\":95}").expectProblem(404, "unknown-customer");
        shopper.post("/api/wallets/" + customer + "/top-ups", "{\"amountPence\":0}")
                .expectProblem(400, "invalid-request");
        shopper.get("/api/wallets/nobody").expectProblem(404, "unknown-customer");
    }

    @Test
    void fillsACartAndChecksItOut() {
        String mug = product("2.50", 10);
        String lamp = product("5.00", 10);
        String customer = customer(10_000);
        String cart = shopper.post("/api/carts", "{\"customer\":\"" + customer + "\"}")
                .expect(201)
                .header("Location");

        shopper.put(cart + "/lines/" + mug, "{\"quantity\":1}").expect(200);
        shopper.put(cart + "/lines/" + lamp, "{\"quantity\":1}").expect(200);
        shopper.put(cart + "/lines/" + mug, "{\"quantity\":3}").expect(200);
        shopper.delete(cart + "/lines/" + lamp).expect(204);
        shopper.delete(cart + "/lines/" + lamp).expectProblem(410, "cart-line-gone");

        Answer open = shopper.get(cart).expect(200);
        assertThat(open.text("status")).isEqualTo("OPEN");
        assertThat(open.number("totalMinor")).isEqualTo(750);
        assertThat(open.body().path("lines").size()).isEqualTo(1);

        Answer order = shopper.post(cart + "/checkout", "").expect(201);
        assertThat(order.number("totalMinor")).isEqualTo(750);
        assertThat(onHand(mug)).isEqualTo(7);
        assertThat(balance(customer)).isEqualTo(9_250);
        assertThat(shopper.get(cart).text("order")).isEqualTo(order.text("id"));
        shopper.put(cart + "/lines/" + mug, "{\"quantity\":3}").expectProblem(409, "cart-not-open");
        shopper.post(cart + "/checkout", "").expectProblem(409, "cart-not-open");
    }

    @Test
    void leavesTheCartOpenWhenTheOrderIsRefused() {
        String mug = product("2.50", 1);
        String cart = shopper.post("/api/carts", "{}").expect(201).header("Location");

        shopper.post(cart + "/checkout", "").expectProblem(409, "cart-empty");
        shopper.put(cart + "/lines/" + mug, "{\"quantity\":2}").expect(200);
        shopper.post(cart + "/checkout", "").expectProblem(409, "insufficient-stock");

        assertThat(shopper.get(cart).text("status")).isEqualTo("OPEN");
    }

    @Test
    void refusesCartsOfNobodyAndLinesOfNothing() {
        String cart = shopper.post("/api/carts", "{}").expect(201).header("Location");

        shopper.post("/api/carts", "{\"customer\":\"nobody\"}").expectProblem(404, "unknown-customer");
        shopper.put(cart + "/lines/nothing", "{\"quantity\":2}").expectProblem(404, "unknown-product");
        shopper.get("/api/carts/00000000-0000-7000-8000-000000000000").expectProblem(404, "unknown-cart");
    }
}
