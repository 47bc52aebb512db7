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
import org.junit.jupiter.api.Test;

/** The checkout form: one token, one order. */
class CheckoutTest extends ShopTest {

    private static final int CLICKS = 16;
    private static final int TIMEOUT_SECONDS = 60;

    private String token(String customer) {
        Answer answer = shopper.post("/api/checkout-tokens", "{\"customer\":\"" + customer + "\"}")
                .expect(201);
        assertThat(answer.text("expiresAt")).isNotEmpty();
        return answer.text("token");
    }

    private Answer submit(String token, String customer, String... lines) {
        return shopper.post("/api/checkouts", """
                {"token":"%s","customer":"%s","lines":[%s]}""".formatted(token, customer, String.join(",", lines)));
    }

    @Test
    void double_click_orders_once_and_both_see_the_order() throws Exception {
        String mug = product("2.50", 100);
        String customer = customer(10_000);
        String token = token(customer);

        List<Answer> answers = race(() -> submit(token, customer, line(mug, 2)));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 201);
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .extracting(answer -> answer.text("id"))
                .containsOnly(answers.get(0).text("id"));
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 200)
                .allSatisfy(answer ->
                        assertThat(answer.header("Idempotent-Replayed")).isEqualTo("true"));
        assertThat(onHand(mug)).isEqualTo(98);
        assertThat(balance(customer)).isEqualTo(9_500);
    }

    @Test
    void two_tabs_are_two_orders() {
        String mug = product("2.50", 100);
        String customer = customer(10_000);
        String one = token(customer);
        String two = token(customer);

        submit(one, customer, line(mug, 1)).expect(201);
        submit(two, customer, line(mug, 1)).expect(201);

        assertThat(onHand(mug)).isEqualTo(98);
    }

    @Test
    void changed_cart_with_the_same_token_is_no_second_order() {
        String mug = product("2.50", 100);
        String customer = customer(10_000);
        String token = token(customer);

        submit(token, customer, line(mug, 1)).expect(201);
        submit(token, customer, line(mug, 5)).expectProblem(422, "content-differs");

        assertThat(onHand(mug)).isEqualTo(99);
    }

    @Test
    void token_failed_business_then_retry() {
        String mug = product("2.50", 1);
        String customer = customer(10_000);
        String token = token(customer);

        submit(token, customer, line(mug, 2)).expectProblem(409, "insufficient-stock");
        submit(token, customer, line(mug, 1)).expect(201);

        assertThat(onHand(mug)).isZero();
    }

    @Test
    void token_nobody_issued_to_this_customer_orders_nothing() {
        String mug = product("2.50", 100);
        String customer = customer(10_000);
        String other = customer(10_000);
        String token = token(other);

        for (String strange : List.of("AAAAAAAAAAAAAAAAAAAAAAAA", "x", token)) {
            Answer answer = submit(strange, customer, line(mug, 1)).expect(409);
            assertThat(answer.response().body()).contains("token-not-issued");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
        submit(token, other, line(mug, 1)).expect(201);
        assertThat(onHand(mug)).isEqualTo(99);
    }

    @Test
    void customer_who_asks_for_too_many_forms_gets_no_more() {
        String customer = customer(0);
        for (int i = 0; i < 100; i++) {
            token(customer);
        }
        Answer answer = shopper.post("/api/checkout-tokens", "{\"customer\":\"" + customer + "\"}")
                .expect(409);
        assertThat(answer.response().body()).contains("too-many-tokens");
    }

    private static List<Answer> race(Callable<Answer> click) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLICKS);
        try {
            CyclicBarrier start = new CyclicBarrier(CLICKS);
            List<Future<Answer>> running = new ArrayList<>();
            for (int i = 0; i < CLICKS; i++) {
                running.add(threads.submit(() -> {
                    start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    return click.call();
                }));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : running) {
                answers.add(one.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
