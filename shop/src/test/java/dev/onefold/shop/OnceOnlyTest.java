package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** Accounts, coupons and addresses: whatever is sent twice, late or at once, there is one of it. */
class OnceOnlyTest extends ShopTest {

    private static final int THREADS = 16;
    private static final int TIMEOUT_SECONDS = 60;
    private static final String REPLAYED = "Idempotent-Replayed";

    @Autowired
    private ScheduledTaskHolder scheduled;

    private static String account(String currency, long limit) {
        return "{\"currency\":\"" + currency + "\",\"creditLimitMinor\":" + limit + "}";
    }

    private String coupon(long issued, int perCustomer) {
        String code = "K" + product("1", 0);
        importer.post(
                        "/api/coupons",
                        "{\"code\":\"%s\",\"issued\":%d,\"perCustomer\":%d}".formatted(code, issued, perCustomer))
                .expect(201);
        return code;
    }

    private Answer claim(String coupon, String customer) {
        return shopper.post("/api/coupons/" + coupon + "/claims", "{\"customer\":\"" + customer + "\"}");
    }

    @Test
    void anAccountIsOpenedOnceHoweverOftenItIsAskedFor() {
        String path = "/api/customers/" + customer(0) + "/accounts";
        Answer first = shopper.post(path, account("GBP", 500)).expect(201);
        Answer repeat = shopper.post(path, account("GBP", 500)).expect(200);

        assertThat(repeat.header(REPLAYED)).isEqualTo("true");
        assertThat(repeat.response().body()).isEqualTo(first.response().body());
        assertThat(shopper.post(path, account("GBP", 600))
                        .expect(422)
                        .response()
                        .body())
                .contains("creditLimitMinor");
        shopper.post(path, account("EUR", 600)).expect(201);
        shopper.post("/api/customers/nobody/accounts", account("GBP", 1)).expectProblem(404, "unknown-customer");
    }

    @Test
    void anAccountThatIsOpenedByManyAtOnceIsOneAccount() throws Exception {
        String customer = customer(0);
        List<Answer> answers =
                race(number -> shopper.post("/api/customers/" + customer + "/accounts", account("GBP", 500)));

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).isSubsetOf(200, 201);
        assertThat(answers)
                .extracting(answer -> answer.text("id"))
                .containsOnly(answers.get(0).text("id"));
    }

    @Test
    void theLastCouponGoesToOneOfMany() throws Exception {
        String coupon = coupon(3, 1);
        List<String> customers = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            customers.add(customer(0));
        }

        List<Answer> answers = race(number -> claim(coupon, customers.get(number)));

        assertThat(answers).extracting(Answer::status).containsOnly(201, 409);
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(3);
    }

    @Test
    void aCustomerWhoClaimsACouponTwiceHasIt() throws Exception {
        String coupon = coupon(10, 1);
        String customer = customer(0);

        List<Answer> answers = race(number -> claim(coupon, customer));

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).isSubsetOf(200, 201);
        assertThat(claim(coupon, customer).expect(200).header(REPLAYED)).isEqualTo("true");
        shopper.post("/api/coupons/" + coupon + "/claims", "{\"customer\":\"" + customer + "\",\"nth\":2}")
                .expectProblem(409, "coupon-limit");
        claim(coupon, "nobody").expectProblem(404, "unknown-customer");
        claim("nothing", customer).expectProblem(404, "unknown-coupon");
    }

    @Test
    void aVoucherThatIsReturnedTwiceIsNotTakenFromTheOrderThatUsesItNext() {
        String mug = product("1", 10);
        String coupon = coupon(1, 1);
        String customer = customer(1_000);
        String first =
                shopper.post("/api/orders", order(customer, line(mug, 1))).text("id");
        String second =
                shopper.post("/api/orders", order(customer, line(mug, 1))).text("id");
        String path =
                "/api/coupons/" + coupon + "/claims/" + claim(coupon, customer).text("id");

        shopper.post(path + "/use", of(first)).expect(204);
        shopper.post(path + "/use", of(first)).expect(204);
        shopper.post(path + "/use", of(second)).expectProblem(409, "coupon-used");
        shopper.post(path + "/return", of(second)).expectProblem(409, "coupon-not-used");
        shopper.post(path + "/return", of(first)).expect(204);
        shopper.post(path + "/use", of(second)).expect(204);
        assertThat(shopper.post(path + "/return", of(first)).expect(204).header(REPLAYED))
                .isEqualTo("true");
        shopper.post(path + "/use", of(first)).expectProblem(409, "coupon-used");
        assertThat(jdbc.sql("SELECT used_by::text FROM coupon_claim WHERE coupon = ?")
                        .param(coupon)
                        .query(String.class)
                        .single())
                .isEqualTo(second);
    }

    @Test
    void anOrderThatIsCancelledGivesItsCouponBackOnce() throws Exception {
        String mug = product("1", 40);
        String customer = customer(4_000);
        for (int round = 0; round < 4; round++) {
            String order =
                    shopper.post("/api/orders", order(customer, line(mug, 1))).text("id");
            String coupon = coupon(1, 1);
            String path = "/api/coupons/" + coupon + "/claims/"
                    + claim(coupon, customer).text("id");
            shopper.post(path + "/use", of(order)).expect(204);

            List<Answer> answers = race(number -> switch (number % 3) {
                case 0 -> shopper.post("/api/orders/" + order + "/cancellation", "");
                case 1 -> shopper.post(path + "/use", of(order));
                default -> shopper.post(path + "/return", of(order));
            });

            assertThat(answers).extracting(Answer::status).isSubsetOf(200, 204, 409);
            assertThat(shopper.post(path + "/return", of(order)).expect(204).header(REPLAYED))
                    .isEqualTo("true");
            shopper.post(path + "/use", of(order)).expectProblem(409, "order-cancelled");
            String next =
                    shopper.post("/api/orders", order(customer, line(mug, 1))).text("id");
            shopper.post(path + "/use", of(next)).expect(204);
        }
    }

    private static String of(String order) {
        return "{\"order\":\"" + order + "\"}";
    }

    @Test
    void aDelayedDeletionLeavesTheAddressThatWasMadeAnew() {
        String path = "/api/customers/" + customer(0) + "/addresses";
        String old = shopper.post(path, "{\"label\":\"home\",\"text\":\"1 Old Street\"}")
                .expect(201)
                .header("ETag");
        shopper.get(path + "/home").expect(200);
        shopper.get(path + "/work").expectProblem(404, "unknown-address");
        delete(path, old).expect(204);
        assertThat(shopper.get(path + "/home")
                        .expectProblem(410, "address-gone")
                        .text("deletedAt"))
                .isNotEmpty();
        Answer repeat = delete(path, old).expectProblem(410, "address-gone");
        assertThat(repeat.text("deletedAt")).isNotEmpty();
        assertThat(repeat.text("deletedBy")).isNotEmpty();
        assertThat(repeat.header(REPLAYED)).isEqualTo("true");
        delete(path + "/home?allowMissing=true", old, "").expect(204);

        shopper.post(path, "{\"label\":\"home\",\"text\":\"1 Old Street\"}").expect(201);
        delete(path, old).expect(412);
        shopper.get(path + "/home").expect(200);
        shopper.delete(path + "/home").expectProblem(428, "if-match-required");
        delete(path + "/work", old, "").expectProblem(404, "unknown-address");
    }

    @Test
    void whatWasDeletedIsNotRememberedForEver() {
        assertThat(scheduled.getScheduledTasks())
                .extracting(ScheduledTask::toString)
                .anyMatch(task -> task.contains("ForgetAddresses.forget"))
                .anyMatch(task -> task.contains("ForgetCartLines.forget"));
    }

    @Test
    void anAddressThatManyDeletePublishesOneEvent() throws Exception {
        String path = "/api/customers/" + customer(0) + "/addresses";
        String tag = shopper.post(path, "{\"label\":\"home\",\"text\":\"1 Old Street\"}")
                .expect(201)
                .header("ETag");
        long before = books.count("address_event");

        List<Answer> answers = race(number -> delete(path, tag));

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(204).isSubsetOf(204, 409, 410);
        assertThat(books.count("address_event")).isEqualTo(before + 1);
    }

    @Test
    void anAddressThatManyChangeIsChangedByOneWhoSawIt() throws Exception {
        String path = "/api/customers/" + customer(0) + "/addresses";
        String tag = shopper.post(path, "{\"label\":\"home\",\"text\":\"1 Old Street\"}")
                .expect(201)
                .header("ETag");
        shopper.put(path + "/home", "{\"text\":\"2 New Road\"}").expectProblem(428, "if-match-required");

        List<Answer> answers = race(number -> change(path, tag, number + " New Road"));

        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).isSubsetOf(200, 409, 412);
        Answer changed = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow();
        Answer now = shopper.get(path + "/home").expect(200);
        assertThat(now.text("text")).isEqualTo(changed.text("text"));
        assertThat(now.header("ETag")).isEqualTo(changed.header("ETag")).isNotEqualTo(tag);
        delete(path, tag).expect(412);
    }

    private Answer change(String path, String tag, String text) {
        return Api.send(shopper.request(path + "/home")
                .header("If-Match", tag)
                .PUT(BodyPublishers.ofString("{\"text\":\"" + text + "\"}")));
    }

    private Answer delete(String path, String tag) {
        return delete(path, tag, "/home");
    }

    private Answer delete(String path, String tag, String label) {
        return Api.send(shopper.request(path + label).header("If-Match", tag).DELETE());
    }

    @Test
    void aCartLineThatWasPutBackIsNotTakenOutByTheSameRequest() {
        String mug = product("1", 10);
        String line = "/api/carts/" + shopper.post("/api/carts", "{}").text("id") + "/lines/" + mug;
        shopper.delete(line).expectProblem(404, "unknown-cart-line");
        shopper.put(line, "{\"quantity\":2}").expect(200);
        var removal =
                shopper.request(line).setHeader("Idempotency-Key", "remove-1").DELETE();
        Api.send(removal).expect(204);
        Answer gone = Api.send(removal).expectProblem(410, "cart-line-gone");
        assertThat(gone.text("deletedBy")).isEqualTo("remove-1");
        shopper.put(line, "{\"quantity\":3}").expect(200);
        Api.send(removal).expectProblem(410, "cart-line-gone");
        shopper.delete(line).expect(204);
    }

    private static List<Answer> race(IntFunction<Answer> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Callable<Answer>> racers = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                int racer = number;
                racers.add(() -> {
                    start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    Answer answer = request.apply(racer);
                    while (answer.status() == 409
                            && !answer.header("Retry-After").isEmpty()) {
                        answer = request.apply(racer);
                    }
                    return answer;
                });
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> done : threads.invokeAll(racers, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                answers.add(done.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
