package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders over HTTP that wait for each other, and so share transactions. */
@CoalescedMode
class CoalescedOrdersTest extends ShopTest {

    private static final int CROWD = 16;

    /** Whether requests that are sent at once meet in line is the scheduler's to decide. */
    private static final int ROUNDS = 20;

    @Autowired
    private PlatformTransactionManager transactions;

    /** Sends them while another transaction holds the product, so that whoever commits first makes the others wait. */
    private List<Answer> crowd(String product, IntFunction<Answer> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CROWD);
        try {
            List<Future<Answer>> sent = new ArrayList<>();
            new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
                jdbc.sql("SELECT 1 FROM stock WHERE code = ? FOR UPDATE")
                        .param(product)
                        .query(Integer.class)
                        .single();
                for (int number = 0; number < CROWD; number++) {
                    int mine = number;
                    sent.add(threads.submit(() -> request.apply(mine)));
                }
                while (waitingForLocks() == 0 && !sent.stream().allMatch(Future::isDone)) {
                    Thread.onSpinWait();
                }
            });
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> each : sent) {
                answers.add(each.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private long waitingForLocks() {
        return jdbc.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                .query(Long.class)
                .single();
    }

    @Test
    void that_wait_are_committed_together() throws Exception {
        boolean shared = false;
        for (int round = 0; round < ROUNDS && !shared; round++) {
            String mug = product("1.00", 1_000);
            List<Answer> answers = crowd(mug, number -> shopper.post("/api/orders", order("", line(mug, 1))));

            assertThat(answers).extracting(Answer::status).containsOnly(201);
            assertThat(onHand(mug)).isEqualTo(1_000 - CROWD);
            shared = jdbc.sql("SELECT count(DISTINCT o.xmin::text) FROM customer_order o"
                                    + " JOIN order_line l ON l.order_id = o.id WHERE l.code = ?")
                            .param(mug)
                            .query(Long.class)
                            .single()
                    < CROWD;
        }
        assertThat(shared).isTrue();
    }

    @Test
    void are_each_answered_what_they_would_be_alone_and_told_so_again() throws Exception {
        String mug = product("1.00", 1_000);
        String scarce = product("1.00", 1);
        String poor = customer(1);
        List<String> bodies = List.of(
                order("", line(mug, 1)),
                order(poor, line(mug, 1)),
                order("", line(mug, 1), line("no-such", 1)),
                order("", line(mug, 1, "0.01")),
                order("nobody", line(mug, 1)),
                "{\"reference\":\"R\",\"lines\":[]}",
                order("", line(mug, 1), line(scarce, 2)),
                order("", line(mug, 1)));
        String keys = UUID.randomUUID().toString();
        IntFunction<Answer> send = number -> Api.send(shopper.request("/api/orders")
                .setHeader("Idempotency-Key", keys + "-" + number)
                .POST(BodyPublishers.ofString(bodies.get(number % bodies.size()))));

        List<Answer> answers = crowd(mug, send);

        Map<Integer, Integer> statuses = Map.of(0, 201, 1, 402, 2, 404, 3, 403, 4, 404, 5, 400, 6, 409, 7, 201);
        long orders = books.count("customer_order");
        for (int number = 0; number < CROWD; number++) {
            Answer first = answers.get(number);
            assertThat(first.status()).as("request %s", number).isEqualTo(statuses.get(number % bodies.size()));
            Answer again = send.apply(number);
            assertThat(again.status()).isEqualTo(first.status());
            assertThat(again.response().body()).isEqualTo(first.response().body());
            boolean remembered = first.status() != 403 && first.status() != 400;
            assertThat(again.header("Idempotent-Replayed")).isEqualTo(remembered ? "true" : "");
        }
        assertThat(books.count("customer_order")).isEqualTo(orders);
        assertThat(onHand(mug)).isEqualTo(1_000 - 4);
    }

    @Test
    void of_one_key_are_one_order() throws Exception {
        String mug = product("1.00", 1_000);
        String keys = UUID.randomUUID().toString();
        IntFunction<Answer> send = number -> Api.send(shopper.request("/api/orders")
                .setHeader("Idempotency-Key", keys + "-" + number % 4)
                .POST(BodyPublishers.ofString(order("", line(mug, 1 + number / 12)))));

        List<Answer> answers = crowd(mug, send);

        // of each key four came, one of them with another quantity
        assertThat(answers).extracting(Answer::status).isSubsetOf(201, 409, 422);
        assertThat(jdbc.sql("SELECT count(*) FROM order_line WHERE code = ?")
                        .param(mug)
                        .query(Long.class)
                        .single())
                .isEqualTo(4);
    }
}
