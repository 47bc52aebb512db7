package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Imports and stock adjustments: what only a client with the role IMPORT does. */
class BackOfficeTest extends ShopTest {

    private static final String ADJUSTMENT = """
            {"reference":"A-1","reason":"breakage","lines":[%s]}""";

    @Test
    void adjustsStockAndSellsNothing() {
        String mug = product("1.00", 10);
        String lamp = product("1.00", 0);
        long entries = books.count("ledger_entry");

        Answer answer = importer.post(
                        "/api/stock/adjustments", ADJUSTMENT.formatted(delta(mug, -4) + "," + delta(lamp, 7)))
                .expect(201);

        assertThat(answer.body().toString()).isEqualTo("{\"reference\":\"A-1\",\"lines\":2}");
        assertThat(onHand(mug)).isEqualTo(6);
        assertThat(onHand(lamp)).isEqualTo(7);
        assertThat(books.count("ledger_entry")).isEqualTo(entries);
    }

    @Test
    void neverAdjustsBelowZero() {
        String mug = product("1.00", 3);
        Map<String, Long> before = books.rows();

        Answer answer = importer.post("/api/stock/adjustments", ADJUSTMENT.formatted(delta(mug, -4)))
                .expectProblem(409, "insufficient-stock");

        assertThat(answer.number("wanted")).isEqualTo(4);
        assertThat(books.rows()).isEqualTo(before);
        importer.post("/api/stock/adjustments", ADJUSTMENT.formatted(delta(mug, -4) + "," + delta(mug, 2)))
                .expect(201);
        assertThat(onHand(mug)).isEqualTo(1);
    }

    @Test
    void refusesAnAdjustmentThatChangesNothing() {
        String mug = product("1.00", 3);

        importer.post("/api/stock/adjustments", ADJUSTMENT.formatted(delta(mug, 0)))
                .expectProblem(400, "invalid-request");
    }

    @Test
    void tellsCodesApartByCase() {
        importer.post("/api/imports/products", """
                        {"products":[{"code":"15056bl","description":"a","unitPrice":1,"openingStock":1},
                                     {"code":"15056BL","description":"b","unitPrice":2.125,"openingStock":0}]}""").expect(201);

        assertThat(onHand("15056bl")).isEqualTo(1);
        assertThat(onHand("15056BL")).isZero();
    }

    @Test
    void refusesProductsItKnowsAndAddsNoneOfTheOthers() {
        String mug = product("1.00", 3);
        Map<String, Long> before = books.rows();
        String body = """
                {"products":[{"code":"brand-new","description":"","unitPrice":1,"openingStock":1},
                             {"code":"%s","description":"","unitPrice":1,"openingStock":1}]}""";

        Answer answer =
                importer.post("/api/imports/products", body.formatted(mug)).expectProblem(409, "product-exists");
        importer.post("/api/imports/products", body.formatted("brand-new")).expectProblem(400, "invalid-request");

        assertThat(answer.text("product")).isEqualTo(mug);
        assertThat(books.rows()).isEqualTo(before);
    }

    @Test
    void importsCustomersWithWhatTheyHadPaidIn() {
        Answer answer = importer.post("/api/imports/customers", """
                        {"customers":[{"number":"rich","country":"France","openingBalancePence":500},
                                      {"number":"poor","country":"EIRE","openingBalancePence":0}]}""").expect(201);

        assertThat(answer.number("customers")).isEqualTo(2);
        assertThat(balance("rich")).isEqualTo(500);
        assertThat(balance("poor")).isZero();
    }

    @Test
    void isClosedToShoppers() {
        shopper.post("/api/stock/adjustments", ADJUSTMENT.formatted(delta("x", 1)))
                .expectProblem(403, "role-not-allowed");
        shopper.post("/api/imports/products", "{}").expectProblem(403, "role-not-allowed");
        shopper.post("/api/imports/customers", "{}").expectProblem(403, "role-not-allowed");
        shopper.post("/api/jobs/settlement/2024-01-01", "").expectProblem(403, "role-not-allowed");
        shopper.post("/api/jobs/settlement/catch-up", "{}").expectProblem(403, "role-not-allowed");
        shopper.post("/api/flash-sales", "{}").expectProblem(403, "role-not-allowed");
        shopper.post("/api/flash-sales/00000000-0000-7000-8000-000000000000/opening", "{}")
                .expectProblem(403, "role-not-allowed");
    }

    private static String delta(String code, long delta) {
        return "{\"code\":\"%s\",\"delta\":%d}".formatted(code, delta);
    }
}
