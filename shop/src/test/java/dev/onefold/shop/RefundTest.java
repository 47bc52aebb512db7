package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefundTest extends ShopTest {

    private static String refund(String number, long amountMinor) {
        return """
                {"refundNo":"%s","amountMinor":%d}""".formatted(number, amountMinor);
    }

    private String orderOf(String customer, String... lines) {
        return shopper.post("/api/orders", order(customer, lines)).expect(201).text("id");
    }

    private String payment(String order) {
        return jdbc.sql("SELECT id FROM payment WHERE order_id = :order::uuid")
                .param("order", order)
                .query(String.class)
                .single();
    }

    private Answer refund(String payment, String number, long amountMinor) {
        return shopper.post("/api/payments/" + payment + "/refunds", refund(number, amountMinor));
    }

    private String paid(String customer, long pence) {
        String mug = product("0.01", pence);
        return payment(orderOf(customer, line(mug, pence)));
    }

    @Test
    void givesMoneyBackOnceForEachNumber() {
        String customer = customer(1_000);
        String payment = paid(customer, 600);

        Answer first = refund(payment, "R1", 200).expect(201);
        Answer repeat = refund(payment, "R1", 200).expect(200);

        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(balance(customer)).isEqualTo(600);
        Answer view = shopper.get("/api/payments/" + payment).expect(200);
        assertThat(view.number("amountMinor")).isEqualTo(600);
        assertThat(view.number("refundedMinor")).isEqualTo(200);
    }

    @Test
    void theSameRefundNumberWithAnotherAmountIsAMismatch() {
        String customer = customer(1_000);
        String payment = paid(customer, 600);
        refund(payment, "R1", 200).expect(201);

        assertThat(refund(payment, "R1", 300).expect(422).text("field")).isEqualTo("amountMinor");
        assertThat(balance(customer)).isEqualTo(600);
    }

    @Test
    void moreThanWasPaidIsRefusedAndStaysRefused() {
        String customer = customer(1_000);
        String payment = paid(customer, 600);

        assertThat(refund(payment, "R1", 601).expect(409).text("code")).isEqualTo("refund-exceeds-payment");
        Answer repeat = refund(payment, "R1", 601).expect(409);

        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(balance(customer)).isEqualTo(400);
        refund(payment, "R2", 600).expect(201);
    }

    @Test
    void partialRefundsAtOnceNeverExceedWhatWasPaid() throws Exception {
        String customer = customer(1_000);
        String payment = paid(customer, 600);

        List<Answer> answers = Race.of(n -> refund(payment, "R" + n, 350));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(Race.THREADS - 1);
        assertThat(balance(customer)).isEqualTo(750);
    }

    @Test
    void oneRefundSentByManyIsMadeOnce() throws Exception {
        String customer = customer(1_000);
        String payment = paid(customer, 600);

        List<Answer> answers = Race.of(n -> refund(payment, "R1", 250));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(Race.THREADS - 1);
        assertThat(balance(customer)).isEqualTo(650);
    }

    @Test
    void aCancelledOrderIsNotRefundedAgainAndARefundedOneNotCancelled() {
        String customer = customer(2_000);
        String mug = product("1.00", 10);
        String cancelled = orderOf(customer, line(mug, 5));
        shopper.post("/api/orders/" + cancelled + "/cancellation", "").expect(200);
        refund(payment(cancelled), "R1", 1).expect(409);

        String refunded = orderOf(customer, line(mug, 5));
        refund(payment(refunded), "R1", 1).expect(201);
        shopper.post("/api/orders/" + refunded + "/cancellation", "").expect(409);
        assertThat(balance(customer)).isEqualTo(1_501);
    }

    @Test
    void refundsAndReturnsOfGoodsShareWhatWasPaid() {
        String customer = customer(1_000);
        String mug = product("1.00", 10);
        String order = orderOf(customer, line(mug, 6));
        String returned = """
                {"reference":"back","order":"%s","lines":[%s]}""";
        refund(payment(order), "R1", 400).expect(201);

        shopper.post("/api/returns", returned.formatted(order, line(mug, 3, "1.00")))
                .expect(409);
        shopper.post("/api/returns", returned.formatted(order, line(mug, 2, "1.00")))
                .expect(201);
        refund(payment(order), "R2", 1).expect(409);
        assertThat(balance(customer)).isEqualTo(1_000);
    }

    @Test
    void anUnknownPaymentIsNotFound() {
        shopper.get("/api/payments/00000000-0000-7000-8000-00000000abcd").expect(404);
        refund("00000000-0000-7000-8000-00000000abcd", "R1", 1).expect(404);
    }

    /**
     * Points are a balance like any other: read, subtract and write back would lose all but one. Each order is of goods of
     * its own, so that they meet at the wallet only.
     */
    @Test
    void spendingFromOneWalletAtOnceLosesNoUpdate() throws Exception {
        String customer = customer(1_000);
        List<String> goods = IntStream.range(0, Race.THREADS)
                .mapToObj(n -> product("1.00", 100))
                .toList();

        List<Answer> answers = Race.of(n -> shopper.post("/api/orders", order(customer, line(goods.get(n), 3))));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(3);
        assertThat(balance(customer)).isEqualTo(100);
    }
}
