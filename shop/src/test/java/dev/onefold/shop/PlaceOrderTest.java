package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceOrderTest extends ShopTest {

    private static final String GUEST = "";

    @Test
    void movesStockLedgerAndPaymentTogether() {
        String mug = product("2.50", 10);
        String lamp = product("19.99", 5);
        String customer = customer(10_000);
        Answer answer = shopper.post("/api/orders", order(customer, line(mug, 3), line(lamp, 2)))
                .expect(201);

        assertThat(answer.header("Location")).isEqualTo("/api/orders/" + answer.text("id"));
        assertThat(answer.text("reference")).isEqualTo("R-1");
        assertThat(answer.text("customer")).isEqualTo(customer);
        assertThat(answer.text("status")).isEqualTo("PAID");
        assertThat(answer.text("currency")).isEqualTo("GBP");
        assertThat(answer.number("totalMinor")).isEqualTo(750 + 3_998);
        assertThat(answer.number("lines")).isEqualTo(2);
        assertThat(onHand(mug)).isEqualTo(7);
        assertThat(onHand(lamp)).isEqualTo(3);
        assertThat(balance(customer)).isEqualTo(10_000 - 4_748);

        Answer read = shopper.get(answer.header("Location")).expect(200);
        assertThat(read.number("totalMinor")).isEqualTo(4_748);
        assertThat(read.body().path("lines").get(1).path("code").asString()).isEqualTo(lamp);
        assertThat(read.body().path("lines").get(1).path("valueMinor").asLong()).isEqualTo(3_998);
    }

    @Test
    void leavesNothingWhenTheSecondLineIsShort() {
        String plenty = product("1.00", 10);
        String scarce = product("1.00", 1);
        String customer = customer(10_000);
        Map<String, Long> before = books.rows();

        Answer answer = shopper.post("/api/orders", order(customer, line(plenty, 3), line(scarce, 2)))
                .expectProblem(409, "insufficient-stock");

        assertThat(answer.text("code")).isEqualTo(scarce);
        assertThat(answer.number("wanted")).isEqualTo(2);
        assertThat(answer.number("available")).isEqualTo(1);
        assertThat(books.rows()).isEqualTo(before);
        assertThat(onHand(plenty)).isEqualTo(10);
        assertThat(balance(customer)).isEqualTo(10_000);
    }

    @Test
    void namesTheFirstShortCodeInCodeOrderWhateverTheOrderOfLines() {
        String first = product("1.00", 0);
        String second = product("1.00", 0);
        List<String> sorted = List.of(first, second).stream().sorted().toList();

        Answer answer = shopper.post("/api/orders", order(GUEST, line(sorted.get(1), 1), line(sorted.get(0), 1)))
                .expectProblem(409, "insufficient-stock");

        assertThat(answer.text("code")).isEqualTo(sorted.get(0));
    }

    @Test
    void leavesNothingWhenTheWalletIsShort() {
        String mug = product("2.50", 10);
        String customer = customer(749);
        Map<String, Long> before = books.rows();

        Answer answer =
                shopper.post("/api/orders", order(customer, line(mug, 3))).expectProblem(402, "insufficient-funds");

        assertThat(answer.number("wantedMinor")).isEqualTo(750);
        assertThat(answer.number("availableMinor")).isEqualTo(749);
        assertThat(books.rows()).isEqualTo(before);
        assertThat(onHand(mug)).isEqualTo(10);
    }

    @Test
    void addsUpTheLinesOfOneCodeBeforeTheCheck() {
        String mug = product("1.00", 5);

        Answer refused = shopper.post("/api/orders", order(GUEST, line(mug, 3), line(mug, 3)))
                .expectProblem(409, "insufficient-stock");
        assertThat(refused.number("wanted")).isEqualTo(6);

        shopper.post("/api/orders", order(GUEST, line(mug, 3), line(mug, 2))).expect(201);
        assertThat(onHand(mug)).isZero();
    }

    @Test
    void takesTheTillsMoneyFromAGuest() {
        String mug = product("2.50", 10);

        Answer answer = shopper.post("/api/orders", order(GUEST, line(mug, 1))).expect(201);

        assertThat(answer.body().path("customer").isNull()).isTrue();
        assertThat(jdbc.sql("SELECT kind FROM payment p JOIN account a ON a.id = p.account_id WHERE order_id = ?::uuid")
                        .param(answer.text("id"))
                        .query(String.class)
                        .single())
                .isEqualTo("TILL");
    }

    @Test
    void keepsThePriceOfTheDay() {
        String mug = product("2.50", 10);
        String id = shopper.post("/api/orders", order(GUEST, line(mug, 1))).text("id");

        jdbc.sql("UPDATE product SET unit_price = 9.99 WHERE code = ?")
                .param(mug)
                .update();

        assertThat(shopper.get("/api/orders/" + id).number("totalMinor")).isEqualTo(250);
    }

    @Test
    void roundsEachLineHalfUpToThePenny() {
        String mug = product("1.00", 10);

        Answer answer = importer.post(
                        "/api/orders", order(GUEST, line(mug, 1, "0.125"), line(mug, 1, "0.1249"), line(mug, 1, "0")))
                .expect(201);

        assertThat(answer.number("totalMinor")).isEqualTo(13 + 12);
    }

    @Test
    void letsOnlyTheBackOfficeNameAPrice() {
        String mug = product("1.00", 10);

        shopper.post("/api/orders", order(GUEST, line(mug, 1, "0.01"))).expectProblem(403, "price-not-allowed");
        importer.post("/api/orders", order(GUEST, line(mug, 1, "0.01"), line(mug, 1)))
                .expect(201);

        assertThat(onHand(mug)).isEqualTo(8);
    }

    @Test
    void tellsUnknownProductsAndCustomersApart() {
        String mug = product("1.00", 10);

        assertThat(shopper.post("/api/orders", order(GUEST, line("no-such", 1)))
                        .expectProblem(404, "unknown-product")
                        .text("product"))
                .isEqualTo("no-such");
        importer.post("/api/orders", order(GUEST, line(mug, 1, "1"), line("no-such", 1, "1")))
                .expectProblem(404, "unknown-product");
        shopper.post("/api/orders", order("nobody", line(mug, 1))).expectProblem(404, "unknown-customer");
        shopper.get("/api/orders/00000000-0000-7000-8000-000000000000").expectProblem(404, "unknown-order");
        assertThat(onHand(mug)).isEqualTo(10);
    }

    @Test
    void takesAReferenceTwiceSinceItIsNoKey() {
        String mug = product("1.00", 10);

        shopper.post("/api/orders", order(GUEST, line(mug, 1))).expect(201);
        shopper.post("/api/orders", order(GUEST, line(mug, 1))).expect(201);

        assertThat(onHand(mug)).isEqualTo(8);
    }

    @Test
    void placesTheLargestOrderOfTheYearInAHandfulOfStatements() {
        String mug = product("1.00", 5_000);
        String lamp = product("2.00", 5_000);
        String customer = customer(1_000_000);
        String[] lines = IntStream.range(0, 1_114)
                .mapToObj(number -> line(number % 2 == 0 ? mug : lamp, 2, "1.005"))
                .toArray(String[]::new);

        List<String> sent = statements.during(
                () -> importer.post("/api/orders", order(customer, lines)).expect(201));

        assertThat(ofTheOrder(sent)).hasSize(statementsOfAnOrder());
        assertThat(onHand(mug)).isEqualTo(5_000 - 1_114);
        assertThat(balance(customer)).isEqualTo(1_000_000 - 1_114 * 201);
    }

    @Test
    void asksTheCatalogueOnceForAllPrices() {
        String mug = product("1.00", 10);
        String lamp = product("2.00", 10);

        List<String> sent =
                statements.during(() -> shopper.post("/api/orders", order(GUEST, line(mug, 1), line(lamp, 1)))
                        .expect(201));

        assertThat(ofTheOrder(sent)).hasSize(statementsOfAGuestsOrder());
        assertThat(sent).filteredOn(PlaceOrderTest::isOfRecords).hasSize(2);
    }

    /** Of a customer who pays from the wallet, at prices that the order names. */
    int statementsOfAnOrder() {
        return 4;
    }

    /** Of a guest, at the catalogue's prices. */
    int statementsOfAGuestsOrder() {
        return 5;
    }

    /** A guard of the shop's own rows has a savepoint, and no record. */
    private static boolean isOfRecords(String sql) {
        return sql.contains("onefold_") && !sql.contains("onefold_guard");
    }

    private static List<String> ofTheOrder(List<String> sent) {
        return sent.stream()
                .filter(sql -> !sql.contains("api_client") && !isOfRecords(sql))
                .toList();
    }
}
