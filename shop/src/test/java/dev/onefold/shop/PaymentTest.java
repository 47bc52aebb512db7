package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.shop.Provider.Report;
import dev.onefold.shop.payment.PaymentAttempts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** However a purchase is paid, told and given up: its money is taken once, and what is too much goes back. */
class PaymentTest extends ShopTest {

    private static final long DUE = 300;

    @Autowired
    private PaymentAttempts attempts;

    @Autowired
    private PlatformTransactionManager transactions;

    private final AtomicInteger numbers = new AtomicInteger();
    private String purchase;
    private String first;

    /** Others hold some of the same goods, so that what is given back or sold twice is there to be taken. */
    @BeforeEach
    void owe() {
        String mug = product("1.50", 20);
        String customer = customer(0);
        shopper.post("/api/stock/reservations", """
                        {"reference":"others %s","lines":[%s],"ttlSeconds":600}""".formatted(mug, line(mug, 9)))
                .expect(201);
        purchase = shopper.post("/api/purchases", """
                        {"reference":"owed %s","customer":"%s","lines":[%s]}""".formatted(mug, customer, line(mug, 2)))
                .expect(201)
                .text("id");
        first = begin(1);
    }

    private String begin(int nth) {
        return shopper.post("/api/purchases/" + purchase + "/payment-attempts", "{\"nth\":" + nth + "}")
                .expect(201)
                .text("id");
    }

    private Report succeeded(String attempt, String eventId) {
        return Report.ofAttempt(numbers.incrementAndGet(), "SUCCEEDED", attempt, eventId, DUE);
    }

    private Answer happens(String attempt, String event, String eventId) {
        String body = "{\"event\":\"%s\",\"eventId\":\"%s\"}".formatted(event, eventId);
        Answer answer = importer.post("/api/payment-attempts/" + attempt + "/events", body);
        while (!answer.header("Retry-After").isEmpty()) {
            answer = importer.post("/api/payment-attempts/" + attempt + "/events", body);
        }
        return answer;
    }

    private String money(String attempt) {
        return shopper.get("/api/payment-attempts/" + attempt).expect(200).text("money");
    }

    private String status() {
        return shopper.get("/api/purchases/" + purchase).expect(200).text("status");
    }

    @Test
    void anAttemptIsBegunOnceForEachNumber() throws Exception {
        String path = "/api/purchases/" + purchase + "/payment-attempts";

        List<Answer> answers = Race.of(n -> shopper.post(path, "{\"nth\":2}"));

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).isSubsetOf(200, 201, 409);
        Answer repeat = shopper.post(path, "{\"nth\":2}").expect(200);
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(repeat.text("id")).isNotEqualTo(first);
        shopper.post(path.replace(purchase, first), "{\"nth\":1}").expectProblem(404, "unknown-purchase");
    }

    @Test
    void whatTheProviderTellsPaysThePurchase() {
        happens(first, "START", "redirect").expect(200);
        Report told = succeeded(first, "evt");

        assertThat(provider.report(told).expect(200).text("effect")).isEqualTo("MOVED");
        assertThat(provider.report(told).expect(200).header("Idempotent-Replayed"))
                .isEqualTo("true");

        assertThat(status()).isEqualTo("PAID");
        assertThat(money(first)).isEqualTo("KEPT");
        shopper.post("/api/purchases/" + purchase + "/payment-attempts", "{\"nth\":2}")
                .expectProblem(409, "purchase-not-payable");
    }

    @Test
    void webhookRedirectAndPollFinishOneAttempt() throws Exception {
        Race.of(n -> switch (n % 3) {
            case 0 -> provider.insist(succeeded(first, "evt"));
            case 1 -> happens(first, "SUCCEED", "evt");
            default -> happens(first, "START", "redirect");
        });

        assertThat(status()).isEqualTo("PAID");
        assertThat(money(first)).isEqualTo("KEPT");
        Answer again = happens(first, "SUCCEED", "evt").expect(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void ofTwoAttemptsThatBothSucceedOneIsKept() throws Exception {
        String second = begin(2);

        List<Answer> answers = Race.of(n -> provider.insist(succeeded(n % 2 == 0 ? first : second, "evt-" + n % 2)));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(List.of(money(first), money(second))).containsExactlyInAnyOrder("KEPT", "GIVEN_BACK");
        assertThat(status()).isEqualTo("PAID");
    }

    @Test
    void successAfterTheAttemptWasGivenUpGoesBackAndTheNextMayPay() throws Exception {
        attempts.expire(Duration.ZERO, 1_000);
        assertThat(shopper.get("/api/payment-attempts/" + first).text("status")).isEqualTo("EXPIRED");

        List<Answer> answers = Race.of(n -> provider.insist(succeeded(first, "late")));

        assertThat(answers).extracting(answer -> answer.text("effect")).containsOnlyOnce("GIVEN_BACK");
        assertThat(money(first)).isEqualTo("GIVEN_BACK");
        assertThat(status()).isEqualTo("PENDING");
        provider.report(succeeded(first, "told under another name")).expect(200);

        String second = begin(2);
        provider.report(succeeded(second, "evt")).expect(200);
        assertThat(money(second)).isEqualTo("KEPT");
        assertThat(status()).isEqualTo("PAID");
    }

    @Test
    void successAgainstCancellationHasOneWinner() throws Exception {
        Race.of(n -> n % 2 == 0
                ? provider.insist(succeeded(first, "evt"))
                : shopper.post(
                        "/api/purchases/" + purchase + "/events", "{\"event\":\"CANCEL\",\"eventId\":\"c" + n + "\"}"));

        assertThat(List.of(status(), money(first))).isIn(List.of("PAID", "KEPT"), List.of("CANCELLED", "GIVEN_BACK"));
    }

    @Test
    void failureAfterSuccessChangesNothing() {
        provider.report(succeeded(first, "evt")).expect(200);
        Report failed = Report.ofAttempt(numbers.incrementAndGet(), "FAILED", first, "evt-2", DUE);

        assertThat(provider.report(failed).expect(200).text("effect")).isEqualTo("NONE");

        assertThat(money(first)).isEqualTo("KEPT");
    }

    @Test
    void anotherAmountIsRefusedForGood() {
        Report forged = succeeded(first, "evt").withAmount(DUE - 1);
        provider.report(forged).expectProblem(409, "wrong-amount");
        assertThat(provider.report(forged).header("Idempotent-Replayed")).isEqualTo("true");

        assertThat(status()).isEqualTo("PENDING");
        provider.report(succeeded(first, "evt")).expect(200);
    }

    @Test
    void aWebhookBeforeTheAttemptIsToBeSentAgain() {
        String unknown = "00000000-0000-7000-8000-000000000000";
        Report early = succeeded(unknown, "evt");
        provider.report(early).expectProblem(404, "unknown-payment-attempt");

        provider.report(new Report(early.sequence(), early.subject().replace(unknown, first), "evt", DUE))
                .expect(200);
        assertThat(status()).isEqualTo("PAID");
    }

    @Test
    void howAnAttemptEndedIsNotTheShoppersToSay() {
        shopper.post("/api/payment-attempts/" + first + "/events", "{\"event\":\"SUCCEED\",\"eventId\":\"e\"}")
                .expectProblem(403, "role-not-allowed");
        shopper.post("/api/purchases/" + purchase + "/events", """
                        {"event":"PAY","eventId":"e","amountMinor":300}""").expectProblem(403, "role-not-allowed");
        assertThat(shopper.get("/api/payment-attempts/machine")
                        .expect(200)
                        .response()
                        .body())
                .contains("CREATED --> PROCESSING: START", "note right of EXPIRED: SUCCEED is compensated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM payment_capture WHERE attempt_id = :id::uuid",
                "INSERT INTO payment_give_back (attempt_id, amount_minor, reason) VALUES (:id::uuid, 300, 'LATE')",
                "UPDATE payment_capture SET amount_minor = 299 WHERE attempt_id = :id::uuid",
                "UPDATE payment_attempt SET status = 'EXPIRED' WHERE id = :id::uuid",
                "WITH other AS (INSERT INTO payment_attempt (id, purchase_id, nth, status, amount_minor) SELECT"
                        + " gen_random_uuid(), purchase_id, 9, 'SUCCEEDED', 300 FROM payment_attempt WHERE id = :id::uuid"
                        + " RETURNING id) INSERT INTO payment_capture (attempt_id, amount_minor, event_id)"
                        + " SELECT id, 300, 'e' FROM other"
            })
    void isInTheBooks(String damage) {
        provider.report(succeeded(first, "evt")).expect(200);

        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            jdbc.sql(damage).param("id", first).update();
            assertThatThrownBy(books::assertBalanced).isInstanceOf(AssertionError.class);
        });
    }
}
