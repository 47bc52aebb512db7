package dev.onefold.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each day is settled once, whoever starts it. */
class SettlementTest extends ShopTest {

    private static final int SCHEDULERS = 8;

    @Autowired
    private PlatformTransactionManager transactions;

    private Answer settle(String day) {
        return importer.post("/api/jobs/settlement/" + day, "");
    }

    private long wallets() {
        return jdbc.sql("SELECT count(*) FROM account WHERE kind = 'WALLET'")
                .query(Long.class)
                .single();
    }

    private long settled(String day) {
        return jdbc.sql("SELECT count(*) FROM settlement WHERE date = :day::date")
                .param("day", day)
                .query(Long.class)
                .single();
    }

    @Test
    void firedTwiceSettlesOnce() throws Exception {
        customer(100);
        String day = "2024-03-01";
        ExecutorService threads = Executors.newFixedThreadPool(SCHEDULERS);
        List<Integer> statuses = new ArrayList<>();
        try {
            CyclicBarrier start = new CyclicBarrier(SCHEDULERS);
            List<Future<Answer>> running = new ArrayList<>();
            for (int i = 0; i < SCHEDULERS; i++) {
                running.add(threads.submit(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    return settle(day);
                }));
            }
            for (Future<Answer> one : running) {
                statuses.add(one.get(60, TimeUnit.SECONDS).status());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(statuses).contains(200).isSubsetOf(200, 409); // 409: came while the first still ran
        Answer again = settle(day).expect(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.number("accounts")).isEqualTo(settled(day)).isEqualTo(wallets());
    }

    @Test
    void addsUpWhatEachWalletMovedThatDay() {
        String customer = customer(700);
        jdbc.sql(
                        "UPDATE ledger_transaction SET at = timestamptz '2024-04-02 12:00Z' WHERE id IN (SELECT e.transaction_id"
                                + " FROM ledger_entry e JOIN account a ON a.id = e.account_id WHERE a.customer = :customer)")
                .param("customer", customer)
                .update();

        settle("2024-04-02").expect(200);

        assertThat(jdbc.sql("SELECT amount_minor FROM settlement s JOIN account a ON a.id = s.account"
                                + " WHERE a.customer = :customer AND s.date = '2024-04-02'")
                        .param("customer", customer)
                        .query(Long.class)
                        .list())
                .containsExactly(700L);
    }

    @Test
    void catchesUpInOrder() {
        customer(0);
        settle("2024-05-02").expect(200);

        Answer caughtUp = catchUp().expect(200);
        Answer again = catchUp().expect(200);

        assertThat(caughtUp.body().path("days").toString())
                .isEqualTo("{\"2024-05-01\":\"APPLIED\",\"2024-05-02\":\"REPLAYED\",\"2024-05-03\":\"APPLIED\"}");
        assertThat(caughtUp.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed"))
                .as("nothing was left to do")
                .isEqualTo("true");
    }

    private Answer catchUp() {
        return importer.post("/api/jobs/settlement/catch-up", "{\"from\":\"2024-05-01\",\"to\":\"2024-05-03\"}");
    }

    @Test
    void waitsForTheDayToEnd() {
        settle(LocalDate.now(ZoneOffset.UTC).plusDays(1).toString()).expectProblem(409, "day-not-over");
        settle("yesterday").expectProblem(400, "invalid-request");
    }

    @Test
    void isInTheBooks() {
        customer(0);
        settle("2024-06-01").expect(200);

        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            jdbc.sql("INSERT INTO settlement (date, account, amount_minor)"
                            + " SELECT date, account, 0 FROM settlement LIMIT 1")
                    .update();
            assertThatThrownBy(books::assertBalanced).isInstanceOf(AssertionError.class);
        });
    }
}
