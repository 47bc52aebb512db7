package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.shop.Provider.Report;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What payment providers report, however often and in whatever order. */
class CallbackTest extends ShopTest {

    private final String reference = "R-" + UUID.randomUUID();

    private Report report(long sequence, long amountMinor) {
        return new Report(sequence, reference, amountMinor);
    }

    private long credited() {
        return jdbc.sql("SELECT coalesce(sum(credited_minor), 0) FROM callback_account WHERE reference = ?")
                .param(reference)
                .query(Long.class)
                .single();
    }

    @Test
    void a_callback_is_credited_once_and_its_repeat_gets_the_same_answer() {
        Answer first = provider.report(report(1, 500)).expect(200);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(first.number("creditedMinor")).isEqualTo(500);
        Answer repeat = provider.report(report(1, 500)).expect(200);
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(credited()).isEqualTo(500);
    }

    @Test
    void a_webhook_whose_amount_changed_is_a_mismatch_and_not_credited() {
        provider.report(report(1, 500)).expect(200);
        Answer changed = provider.report(report(1, 500).withAmount(50_000)).expectProblem(422, "content-differs");
        assertThat(changed.text("field")).isEqualTo("content");
        assertThat(credited()).isEqualTo(500);
    }

    @Test
    void a_refund_told_by_the_api_and_by_the_webhook_is_one_effect() throws Exception {
        String customer = customer(1_000);
        String order = shopper.post("/api/orders", order(customer, line(product("6.00", 1), 1)))
                .text("id");
        String payment = jdbc.sql("SELECT id::text FROM payment WHERE order_id = ?::uuid")
                .param(order)
                .query(String.class)
                .single();

        List<Answer> answers = Race.of(n -> n % 2 == 0
                ? importer.post("/api/payments/" + payment + "/refunds", "{\"refundNo\":\"RF-1\",\"amountMinor\":200}")
                : provider.insist(Report.ofRefund(n, payment, "RF-1", 200)));

        assertThat(answers).extracting(Answer::status).isSubsetOf(200, 201, 409);
        provider.report(Report.ofRefund(90, payment, "RF-1", 200)).expect(200);
        assertThat(balance(customer)).isEqualTo(600);
        provider.report(Report.ofRefund(91, payment, "RF-1", 300)).expectProblem(409, "refund-differs");
        provider.report(Report.ofRefund(92, payment, "RF-2", 401)).expectProblem(409, "refund-exceeds-payment");
        assertThat(balance(customer)).isEqualTo(600);
    }

    @Test
    void a_refund_of_a_payment_that_nobody_knows_takes_no_number() {
        String nowhere = UUID.randomUUID().toString();
        provider.report(Report.ofRefund(1, nowhere, "RF-1", 1)).expectProblem(404, "unknown-payment");
        provider.report(report(1, 500)).expect(200);
    }

    @Test
    void webhooks_duplicated_and_out_of_order_are_credited_once_each() throws Exception {
        List<Report> reports =
                LongStream.rangeClosed(1, 40).mapToObj(n -> report(n, n)).toList();
        List<Answer> answers = provider.storm(reports, 5, 42);
        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers)
                .filteredOn(answer -> answer.header("Idempotent-Replayed").isEmpty())
                .hasSize(40);
        assertThat(credited()).isEqualTo(40 * 41 / 2);
    }

    @Test
    void a_provider_that_contradicts_itself_in_a_storm_is_credited_for_what_it_said_first() throws Exception {
        List<Report> reports = LongStream.rangeClosed(1, 20)
                .boxed()
                .flatMap(n -> List.of(report(n, 100), report(n, 900)).stream())
                .toList();
        List<Answer> answers = provider.storm(reports, 3, 7);
        assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 422);
        assertThat(jdbc.sql("SELECT count(*) FROM payment_callback WHERE reference = ?")
                        .param(reference)
                        .query(Long.class)
                        .single())
                .isEqualTo(20);
    }

    @Test
    void one_caller_cannot_use_up_the_numbers_of_another() {
        new Provider(provider.base(), "other", "other-secret-of-now", provider.epoch())
                .report(report(1, 1))
                .expect(200);
        provider.report(report(1, 500)).expect(200);
        assertThat(credited()).isEqualTo(501);
    }

    @Test
    void a_provider_that_was_restored_begins_an_epoch_and_its_old_self_is_refused() {
        provider.report(report(1, 500)).expect(200);
        Provider other = new Provider(provider.base(), "restored", "restored-provider-secret", 1);
        other.report(report(1, 30)).expect(200);
        other.restored().report(report(1, 70)).expect(200);
        other.report(report(2, 9_000)).expectProblem(409, "stale");
        assertThat(credited()).isEqualTo(600);
    }

    @Test
    void a_foreign_currency_is_refused_for_good() {
        String json = """
                {"epoch":%d,"sequence":1,"reference":"%s","eventId":"e","amountMinor":5,"currency":"USD"}""".formatted(provider.epoch(), reference);
        provider.send(json).expectProblem(409, "currency-not-taken");
        Answer repeat = provider.send(json).expectProblem(409, "currency-not-taken");
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(credited()).isZero();
    }

    @Test
    void what_is_no_callback_takes_no_number() {
        provider.send("""
                        {"sequence":1,"eventId":"e","amountMinor":5,"currency":"GBP"}""").expect(400);
        provider.send("""
                        {"sequence":0,"reference":"r","eventId":"e","amountMinor":5,"currency":"GBP"}""").expect(400);
        provider.send("""
                        {"sequence":1,"kind":"FAILED","reference":"r","eventId":"e","amountMinor":5,"currency":"GBP"}""").expectProblem(400, "invalid-request");
        provider.report(report(1, 500)).expect(200);
    }
}
