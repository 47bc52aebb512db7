package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Many nodes open a sale and many customers want few units: one opening, and no unit is sold twice or stays over. */
class FlashSaleTest extends ShopTest {

    private static final int AT_ONCE = 16;

    private String announced(long units) {
        return importer.post("/api/flash-sales", "{\"code\":\"thing\",\"units\":" + units + "}")
                .expect(201)
                .text("id");
    }

    private Answer open(String sale, int workMillis) {
        return importer.post("/api/flash-sales/" + sale + "/opening", "{\"workMillis\":" + workMillis + "}");
    }

    private Answer buy(String sale, String customer) {
        return shopper.post("/api/flash-sales/" + sale + "/purchases", "{\"customer\":\"" + customer + "\"}");
    }

    private long rows(String table, String sale) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE sale_id = :sale")
                .param("sale", UUID.fromString(sale))
                .query(Long.class)
                .single();
    }

    @Test
    void a_sale_that_many_open_at_once_is_opened_once() throws Exception {
        String sale = announced(1);

        List<Integer> statuses = together(number -> open(sale, 50).status());

        assertThat(statuses).containsOnly(200, 409).contains(200);
        assertThat(rows("flash_sale_opening", sale)).isEqualTo(1);
        assertThat(open(sale, 0).expect(200).header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(rows("flash_sale_opening", sale)).isEqualTo(1);
    }

    @Test
    void a_node_whose_lock_was_taken_over_does_not_open_the_sale() {
        String sale = announced(1);
        jdbc.sql("UPDATE flash_sale SET fence = 1000000 WHERE id = :id")
                .param("id", UUID.fromString(sale))
                .update();

        assertThat(open(sale, 0).status()).isBetween(409, 412);

        assertThat(rows("flash_sale_opening", sale)).isZero();
    }

    @Test
    void a_flash_sale_sells_what_it_has_and_a_customer_buys_once() throws Exception {
        String sale = announced(5);
        buy(sale, "early").expect(409);
        open(sale, 0).expect(200);

        List<Integer> statuses =
                together(number -> buy(sale, "customer-" + number / 2).status());

        // 8 customers, each twice; a unit that one of a pair took and gave back is never lost
        assertThat(statuses).containsOnly(200, 201, 409);
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
        assertThat(rows("flash_sale_purchase", sale)).isEqualTo(5);
        buy(sale, "late").expect(409);
    }

    @Test
    void a_sale_that_nobody_announced_is_unknown() {
        open(UUID.randomUUID().toString(), 0).expect(404);
        buy(UUID.randomUUID().toString(), "customer").expect(404);
    }

    private static List<Integer> together(IntFunction<Integer> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int number = 0; number < AT_ONCE; number++) {
                int mine = number;
                all.add(() -> request.apply(mine));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> done : threads.invokeAll(all)) {
                statuses.add(done.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }
}
