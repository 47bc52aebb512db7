package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A purchase moves through its life once, however often and in whatever order it is told to. */
class PurchaseTest extends ShopTest {

    private static final int THREADS = 16;
    private static final int TIMEOUT_SECONDS = 60;

    @Autowired
    private PlatformTransactionManager transactions;

    private String mug;
    private String customer;
    private String purchase;

    /** Others hold some of the same goods, so that what is given back or sold twice is there to be taken. */
    @BeforeEach
    void place() {
        mug = product("1.50", 14);
        customer = customer(0);
        shopper.post("/api/stock/reservations", """
                        {"reference":"others %s","lines":[%s],"ttlSeconds":600}""".formatted(mug, line(mug, 4)))
                .expect(201);
        purchase = shopper.post("/api/purchases", wanted("P-" + mug, 2))
                .expect(201)
                .text("id");
    }

    private String wanted(String reference, long quantity) {
        return """
                {"reference":"%s","customer":"%s","lines":[%s]}""".formatted(reference, customer, line(mug, quantity));
    }

    private Answer happens(String event, String eventId) {
        String amount = event.equals("PAY") ? ",\"amountMinor\":300" : "";
        return importer.post("/api/purchases/" + purchase + "/events", """
                {"event":"%s","eventId":"%s"%s}""".formatted(event, eventId, amount));
    }

    private String status() {
        return shopper.get("/api/purchases/" + purchase).expect(200).text("status");
    }

    private long available() {
        return jdbc.sql("SELECT on_hand - reserved FROM stock WHERE code = :code")
                .param("code", mug)
                .query(Long.class)
                .single();
    }

    private List<String> effects() {
        return jdbc.sql("SELECT kind FROM purchase_effect WHERE purchase_id = :id::uuid ORDER BY id")
                .param("id", purchase)
                .query(String.class)
                .list();
    }

    private static <T> List<T> race(IntFunction<Callable<T>> racer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<T>> running = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                Callable<T> mine = racer.apply(number);
                running.add(threads.submit(() -> {
                    start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    return mine.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Until it is answered for good, as any client does. */
    private Answer insists(String event, String eventId) {
        Answer answer = happens(event, eventId);
        for (int tries = 0; tries < 20 && !answer.header("Retry-After").isEmpty(); tries++) {
            answer = happens(event, eventId);
        }
        return answer;
    }

    @Test
    void isPaidShippedAndCompleted() {
        assertThat(available()).isEqualTo(8);
        happens("PAY", "pay").expect(200);
        happens("SHIP", "ship").expect(200);
        Answer completed = happens("COMPLETE", "complete").expect(200);

        assertThat(completed.text("from")).isEqualTo("SHIPPED");
        assertThat(status()).isEqualTo("COMPLETED");
        assertThat(effects()).containsExactly("CAPTURED", "STOCK_CONFIRMED");
        assertThat(happens("SHIP", "ship").expect(200).header("Idempotent-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void placedTwiceHoldsItsGoodsOnce() throws Exception {
        List<Answer> answers = race(number -> () -> shopper.post("/api/purchases", wanted("double-" + mug, 1)));

        assertThat(answers.stream().map(Answer::status)).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(answers.stream().map(answer -> answer.text("id")).distinct()).hasSize(1);
        assertThat(available()).isEqualTo(7);
        Answer other =
                shopper.post("/api/purchases", wanted("double-" + mug, 2)).expectProblem(422, "content-differs");
        assertThat(other.text("field")).isEqualTo("lines");
    }

    @Test
    void refusedForWantOfGoodsStaysRefusedWhenThereAreMore() {
        shopper.post("/api/purchases", wanted("many-" + mug, 9)).expectProblem(409, "insufficient-stock");
        importer.post("/api/stock/adjustments", """
                        {"reference":"found","reason":"count","lines":[{"code":"%s","delta":10}]}""".formatted(mug)).expect(201);

        Answer repeat =
                shopper.post("/api/purchases", wanted("many-" + mug, 9)).expectProblem(409, "insufficient-stock");
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        shopper.post("/api/purchases", wanted("many-" + mug, 8)).expectProblem(422, "content-differs");
        assertThat(available()).isEqualTo(18);

        shopper.post("/api/purchases", wanted("again-" + mug, 9)).expect(201);
        assertThat(available()).isEqualTo(9);
    }

    @Test
    void needsItsCustomer() {
        customer = "nobody";
        shopper.post("/api/purchases", wanted("stranger-" + mug, 1)).expectProblem(404, "unknown-customer");
        assertThat(available()).isEqualTo(8);
    }

    @Test
    void doubleCancelGivesTheGoodsBackOnce() throws Exception {
        List<Answer> answers = race(number -> () -> insists("CANCEL", "cancel-" + number));

        assertThat(answers.stream().map(Answer::status)).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(effects()).containsExactly("STOCK_RELEASED");
        assertThat(available()).isEqualTo(10);
        happens("CANCEL", "once-more").expectProblem(409, "already-there");
    }

    @Test
    void cancelAgainstPayHasOneWinner() throws Exception {
        race(number -> () -> insists(number % 2 == 0 ? "PAY" : "CANCEL", "event-" + number));

        if (status().equals("PAID")) {
            assertThat(available()).isEqualTo(8);
        } else {
            assertThat(status()).isEqualTo("CANCELLED");
            assertThat(available()).isEqualTo(10);
        }
        // what is kept, and what is given back, is what the books check after each test
    }

    @Test
    void paymentAfterTheOrderWasClosedIsGivenBackOnce() throws Exception {
        happens("EXPIRE", "timeout").expect(200);

        List<Answer> answers = race(number -> () -> insists("PAY", "late"));

        assertThat(answers.stream().map(Answer::status)).containsOnly(200);
        assertThat(answers.get(0).text("effect")).isEqualTo("COMPENSATION");
        assertThat(effects()).containsExactly("STOCK_RELEASED", "CAPTURED", "REFUNDED");
        assertThat(status()).isEqualTo("CLOSED");
    }

    @Test
    void twoAttemptsThatBothSucceedKeepOnePayment() throws Exception {
        race(number -> () -> insists("PAY", "attempt-" + number % 2));

        assertThat(effects()).containsExactlyInAnyOrder("CAPTURED", "STOCK_CONFIRMED", "CAPTURED", "REFUNDED");
        assertThat(status()).isEqualTo("PAID");
    }

    @Test
    void webhookRedirectAndPollTogetherAreOnePayment() throws Exception {
        List<Answer> answers = race(number -> () -> insists("PAY", "provider-event"));

        assertThat(answers.stream().map(Answer::status)).containsOnly(200);
        assertThat(answers.stream().map(answer -> answer.header("Idempotent-Replayed")))
                .containsOnlyOnce("");
        assertThat(effects()).containsExactly("CAPTURED", "STOCK_CONFIRMED");
    }

    @Test
    void webhookBeforeTheOrderIsToBeSentAgain() {
        String real = purchase;
        purchase = "00000000-0000-7000-8000-000000000000";
        happens("PAY", "early").expectProblem(404, "unknown-purchase");

        purchase = real;
        happens("PAY", "early").expect(200);
    }

    @Test
    void webhookWithAnotherAmountChangesNothing() {
        importer.post("/api/purchases/" + purchase + "/events", """
                {"event":"PAY","eventId":"pay","amountMinor":299}""").expectProblem(409, "wrong-amount");

        assertThat(status()).isEqualTo("PENDING");
        happens("PAY", "pay").expect(200);
    }

    @Test
    void eventsOutOfTurnAreToldApart() {
        happens("SHIP", "too-early").expectProblem(409, "illegal-transition");
        happens("PAY", "pay").expect(200);
        happens("CANCEL", "pay").expectProblem(422, "event-id-reused");
        happens("SHIP", "ship").expect(200);
        happens("SHIP", "other").expectProblem(409, "already-there");
        happens("COMPLETE", "complete").expect(200);
        happens("SHIP", "late").expectProblem(409, "passed");
        happens("SHIP", "too-early").expectProblem(409, "illegal-transition");
    }

    @Test
    void hasALifeToLookAt() {
        assertThat(shopper.get("/api/purchases/machine").expect(200).response().body())
                .startsWith("stateDiagram-v2\n    [*] --> PENDING\n")
                .contains("PENDING --> PAID: PAY", "note right of CLOSED: PAY is compensated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO purchase_effect (purchase_id, kind) VALUES (:id::uuid, 'CAPTURED')",
                "INSERT INTO purchase_effect (purchase_id, kind) VALUES (:id::uuid, 'REFUNDED')",
                "INSERT INTO purchase_effect (purchase_id, kind) VALUES (:id::uuid, 'STOCK_RELEASED')",
                "DELETE FROM purchase_effect WHERE purchase_id = :id::uuid AND kind = 'STOCK_CONFIRMED'",
                "UPDATE purchase SET status = 'CANCELLED' WHERE id = :id::uuid",
                "UPDATE reservation SET status = 'RELEASED' WHERE reference = :id",
                "DELETE FROM purchase_history WHERE purchase_id = :id::uuid"
            })
    void isInTheBooks(String damage) {
        happens("PAY", "pay").expect(200);

        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            jdbc.sql(damage).param("id", purchase).update();
            assertThatThrownBy(books::assertBalanced).isInstanceOf(AssertionError.class);
        });
    }
}
