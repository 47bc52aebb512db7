package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Many at once: nothing is sold or given back twice, and nobody waits for each other in a ring. */
class ContentionTest extends ShopTest {

    private static final int THREADS = 16;
    private static final int ROUNDS = 6;
    private static final int TIMEOUT_SECONDS = 60;

    @Test
    void neverOversellsTheLastUnits() throws Exception {
        String mug = product("1.00", 10);

        List<Integer> statuses = race(number -> shopper.post("/api/orders", order("", line(mug, 3))));

        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(3);
        assertThat(onHand(mug)).isEqualTo(1);
    }

    @Test
    void neverDeadlocksOverCartsInOppositeOrder() throws Exception {
        String mug = product("1.00", 1_000);
        String lamp = product("1.00", 1_000);
        String vase = product("1.00", 1_000);
        String customer = customer(1_000_000);
        String upwards = order(customer, line(mug, 1), line(lamp, 1), line(vase, 1));
        String downwards = order(customer, line(vase, 1), line(lamp, 1), line(mug, 1));

        for (int round = 0; round < ROUNDS; round++) {
            assertThat(race(number -> shopper.post("/api/orders", number % 2 == 0 ? upwards : downwards)))
                    .containsOnly(201);
        }

        assertThat(onHand(lamp)).isEqualTo(1_000 - ROUNDS * THREADS);
    }

    @Test
    void neverDeadlocksWhenOrdersReturnsCancellationsAndAdjustmentsMeet() throws Exception {
        String mug = product("1.00", 1_000);
        String lamp = product("1.00", 1_000);
        String customer = customer(1_000_000);
        List<String> placed = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            placed.add(shopper.post("/api/orders", order(customer, line(lamp, 1), line(mug, 1)))
                    .text("id"));
        }

        List<Integer> statuses = race(number -> switch (number % 4) {
            case 0 -> shopper.post("/api/orders", order(customer, line(lamp, 2), line(mug, 2)));
            case 1 -> shopper.post("/api/orders/" + placed.get(number) + "/cancellation", "");
            case 2 -> importer.post("/api/returns", order(customer, line(mug, 1, "1"), line(lamp, 1, "1")));
            default -> importer.post("/api/stock/adjustments", """
                    {"reference":"A","reason":"count","lines":[{"code":"%s","delta":-1},{"code":"%s","delta":2}]}""".formatted(lamp, mug));
        });

        assertThat(statuses).containsOnly(200, 201);
    }

    @Test
    void neverSpendsAWalletTwice() throws Exception {
        String mug = product("1.00", 1_000);
        String customer = customer(500);

        List<Integer> statuses = race(number -> shopper.post("/api/orders", order(customer, line(mug, 2))));

        assertThat(statuses).containsOnly(201, 402);
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(2);
        assertThat(balance(customer)).isEqualTo(100);
    }

    @Test
    void cancelsAnOrderOnce() throws Exception {
        String mug = product("1.00", 10);
        String customer = customer(1_000);
        String id = shopper.post("/api/orders", order(customer, line(mug, 4))).text("id");

        List<Integer> statuses = race(number -> shopper.post("/api/orders/" + id + "/cancellation", ""));

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(THREADS - 1);
        assertThat(onHand(mug)).isEqualTo(10);
        assertThat(balance(customer)).isEqualTo(1_000);
    }

    @Test
    void givesBackEitherByCancellationOrByReturn() throws Exception {
        String mug = product("1.00", 10);
        String customer = customer(1_000);
        String id = shopper.post("/api/orders", order(customer, line(mug, 4))).text("id");
        String back = """
                {"reference":"B","order":"%s","lines":[%s]}""".formatted(id, line(mug, 4, "1"));

        List<Integer> statuses = race(number -> number % 2 == 0
                ? shopper.post("/api/orders/" + id + "/cancellation", "")
                : shopper.post("/api/returns", back));

        assertThat(statuses).filteredOn(status -> status < 300).hasSize(1);
        assertThat(onHand(mug)).isEqualTo(10);
        assertThat(balance(customer)).isEqualTo(1_000);
    }

    @Test
    void checksACartOutOnce() throws Exception {
        String mug = product("1.00", 100);
        String cart = shopper.post("/api/carts", "{}").text("id");
        shopper.put("/api/carts/" + cart + "/lines/" + mug, "{\"quantity\":2}").expect(200);

        List<Integer> statuses = race(number -> shopper.post("/api/carts/" + cart + "/checkout", ""));

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(onHand(mug)).isEqualTo(98);
    }

    @Test
    void importsAProductOnce() throws Exception {
        String name = product("1", 0);
        String body = """
                {"products":[{"code":"%s-b","description":"","unitPrice":1,"openingStock":1},
                             {"code":"%s-a","description":"","unitPrice":1,"openingStock":1}]}""".formatted(name, name);

        List<Integer> statuses = race(number -> importer.post("/api/imports/products", body));

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(THREADS - 1);
    }

    private static List<Integer> race(IntFunction<Answer> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Callable<Integer>> racers = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                int racer = number;
                racers.add(() -> {
                    start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    return request.apply(racer).status();
                });
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> done : threads.invokeAll(racers, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                statuses.add(done.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }
}
