package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.spring.Idempotent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What holds with every transaction manager. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TransactionsContract {

    private App app;

    abstract App start();

    final App app() {
        return app;
    }

    @BeforeAll
    final void startApplication() {
        app = start();
    }

    @AfterAll
    final void stopApplication() {
        app.close();
    }

    @BeforeEach
    final void beginAnew() {
        for (String table : List.of("effect", "late_effect", "onefold_record", "onefold_body")) {
            app.sql().sql("DELETE FROM " + table).update();
        }
        app.bean(Handlers.class).calls.set(0);
    }

    @Test
    void effectAndRecordCommitTogether() {
        Told first = app.post("/add?name=one", "key-of-adding-one");
        Told second = app.post("/add?name=one", "key-of-adding-one");
        assertThat(first).hasToString("200 call 1");
        assertThat(second).hasToString("200 (replayed) call 1");
        assertThat(app.effects()).containsExactly("one");
        assertThat(app.count("onefold_record")).isEqualTo(1);
    }

    @Test
    void whoIsAskedBeforeTheCommitStillWritesInTheTransaction() {
        assertThat(app.post("/heard?name=one", "key-of-being-heard")).hasToString("200 call 1");
        assertThat(app.post("/heard?name=one", "key-of-being-heard")).hasToString("200 (replayed) call 1");
        assertThat(app.effects()).containsExactlyInAnyOrder("one", "before the commit of one");
    }

    @Test
    void whoIsAskedBeforeTheCommitMayStillSayNo() {
        Told vetoed = app.post("/heard?name=veto", "key-of-a-late-veto");
        assertThat(vetoed.status()).isEqualTo(500);
        assertThat(app.effects()).isEmpty();
        assertThat(app.count("onefold_record")).isZero();
        app.post("/heard?name=veto", "key-of-a-late-veto");
        assertThat(app.bean(Handlers.class).calls).as("the key stayed free").hasValue(2);
    }

    @Test
    void anInnerTransactionalServiceJoins() {
        Told told = app.post("/add-and-fail?name=gone", "key-of-failing-one");
        assertThat(told.status()).isEqualTo(500);
        assertThat(app.effects()).isEmpty();
        assertThat(app.count("onefold_record")).isZero();
    }

    @Test
    void aThrownRejectionIsRolledBackAndRemembered() {
        Told first = app.post("/reject?name=no", "key-of-a-rejection");
        Told second = app.post("/reject?name=no", "key-of-a-rejection");
        assertThat(first).hasToString("409 refused on call 1");
        assertThat(second).hasToString("409 (replayed) refused on call 1");
        assertThat(app.effects()).isEmpty();
    }

    @Test
    void aReturnedNoCommitsItsEffects() {
        Told first = app.post("/decline?name=noted", "key-of-a-decline");
        Told second = app.post("/decline?name=noted", "key-of-a-decline");
        assertThat(first).hasToString("402 declined on call 1");
        assertThat(second).hasToString("402 (replayed) declined on call 1");
        assertThat(app.effects()).containsExactly("noted");
    }

    @Test
    void aSwallowedInnerFailureCannotCommit() {
        Told first = app.post("/swallow?name=half", "key-of-swallowing");
        Told second = app.post("/swallow?name=half", "key-of-swallowing");
        assertThat(first).hasToString("500 rolled back");
        assertThat(second).hasToString("500 rolled back");
        assertThat(app.effects()).isEmpty();
        assertThat(app.count("onefold_record")).isZero();
        assertThat(app.bean(Handlers.class).calls).as("the key stayed free").hasValue(2);
    }

    @Test
    void aCommitThatIsRefusedThrowsTheAnswerAway() {
        app.sql().sql("INSERT INTO late_effect VALUES ('taken')").update();
        Told refused = app.post("/late?name=taken", "key-of-a-late-failure");
        assertThat(refused).hasToString("422 violated");
        assertThat(app.count("late_effect")).isEqualTo(1);
        assertThat(app.count("onefold_record")).isZero();
        app.sql().sql("DELETE FROM late_effect").update();
        assertThat(app.post("/late?name=taken", "key-of-a-late-failure")).hasToString("200 call 2");
    }

    @Test
    void whatTheDatabaseWantsRunAgainIsRunAgainAlthoughAdviceWouldMapIt() {
        Told told = app.post("/flaky?name=twice", "key-of-a-serialization-failure");
        assertThat(told).hasToString("200 call 2");
        assertThat(app.effects()).containsExactly("twice");
    }

    @Test
    void aJoinedCallCommitsWithTheCaller() {
        inTransaction(orders -> {
            assertThat(orders.place("key", "inner", false)).isEqualTo("placed inner");
            ledger().add("outer");
        });
        assertThat(app.effects()).containsExactly("inner", "outer");
        assertThat(app.bean(Orders.class).place("key", "inner", false)).isEqualTo("placed inner");
        assertThat(app.effects()).hasSize(2);
    }

    @Test
    void aJoinedCallIsRolledBackWithTheCaller() {
        TransactionTemplate template = app.bean(TransactionTemplate.class);
        template.executeWithoutResult(status -> {
            app.bean(Orders.class).place("key", "inner", false);
            status.setRollbackOnly();
        });
        assertThat(app.effects()).isEmpty();
        assertThat(app.count("onefold_record")).isZero();
        app.bean(Orders.class).place("key", "inner", false);
        assertThat(app.effects()).containsExactly("inner");
    }

    @Test
    void aJoinedRejectionIsUndoneAndTheCallerGoesOn() {
        inTransaction(orders -> {
            ledger().add("before");
            assertThat(rejectionOf(orders, "key")).isEqualTo("sold-out");
            ledger().add("after");
        });
        assertThat(app.effects()).containsExactly("after", "before");
        assertThat(app.count("onefold_record")).isEqualTo(1);
        assertThat(rejectionOf(app.bean(Orders.class), "key"))
                .as("remembered, without another run")
                .isEqualTo("sold-out");
    }

    final Ledger ledger() {
        return app.bean(Ledger.class);
    }

    final void inTransaction(java.util.function.Consumer<Orders> work) {
        app.bean(TransactionTemplate.class).executeWithoutResult(status -> work.accept(app.bean(Orders.class)));
    }

    static String rejectionOf(Orders orders, String key) {
        try {
            return orders.place(key, "inner", true);
        } catch (RejectedException rejected) {
            return rejected.rejection().code();
        }
    }

    /** A service that joins whatever there is. */
    static class Orders {

        private final Ledger ledger;

        Orders(Ledger ledger) {
            this.ledger = ledger;
        }

        @Idempotent(name = "place", key = "#key", scope = "'somebody'")
        public String place(String key, String name, boolean rejected) {
            ledger.add(name);
            if (rejected) {
                throw new RejectedException(Rejection.of("sold-out", "There is no more"));
            }
            return "placed " + name;
        }

        @Transactional
        @Idempotent(name = "place-advised", key = "#key", scope = "'somebody'")
        public void refuse(String key, String name) {
            ledger.add(name);
            throw new RejectedException(Rejection.of("sold-out", "There is no more"));
        }
    }

    static class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Handlers that end in every way. */
    @RestController
    static class Handlers {

        final AtomicInteger calls = new AtomicInteger();
        private final Ledger ledger;
        private final org.springframework.jdbc.core.simple.JdbcClient sql;

        Handlers(Ledger ledger, org.springframework.jdbc.core.simple.JdbcClient sql) {
            this.ledger = ledger;
            this.sql = sql;
        }

        @PostMapping("/add")
        @Idempotent
        String add(@RequestParam String name) {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            ledger.add(name);
            return "call " + calls.incrementAndGet();
        }

        @PostMapping("/heard")
        @Idempotent
        String heard(@RequestParam String name) {
            ledger.add(name);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    ledger.add("before the commit of " + name);
                    if (name.equals("veto")) {
                        throw new IllegalStateException("vetoed");
                    }
                }
            });
            return "call " + calls.incrementAndGet();
        }

        @PostMapping("/add-and-fail")
        @Idempotent
        String addAndFail(@RequestParam String name) {
            ledger.addAndFail(name);
            return "not reached";
        }

        @PostMapping("/reject")
        @Idempotent
        String reject(@RequestParam String name) {
            ledger.add(name);
            throw new RefusedException("refused on call " + calls.incrementAndGet());
        }

        @PostMapping("/decline")
        @Idempotent
        @ResponseStatus(HttpStatus.PAYMENT_REQUIRED)
        String decline(@RequestParam String name) {
            ledger.add(name);
            return "declined on call " + calls.incrementAndGet();
        }

        @PostMapping("/swallow")
        @Idempotent
        String swallow(@RequestParam String name) {
            calls.incrementAndGet();
            try {
                ledger.addAndFail(name);
            } catch (IllegalStateException expected) {
                return "all is well: " + expected.getMessage();
            }
            return "not reached";
        }

        @PostMapping("/flaky")
        @Idempotent
        String flaky(@RequestParam String name) {
            ledger.add(name);
            if (calls.incrementAndGet() == 1) {
                sql.sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                        .update();
            }
            return "call " + calls;
        }

        @PostMapping("/late")
        @Idempotent
        String late(@RequestParam String name) {
            sql.sql("INSERT INTO late_effect VALUES (?)").param(name).update();
            return "call " + calls.incrementAndGet();
        }
    }

    /** The application's own words for what goes wrong. */
    @RestControllerAdvice
    static class Advice {

        @ExceptionHandler(RefusedException.class)
        @ResponseStatus(HttpStatus.CONFLICT)
        String refused(RefusedException refused) {
            return String.valueOf(refused.getMessage());
        }

        @ExceptionHandler(DataIntegrityViolationException.class)
        @ResponseStatus(HttpStatus.UNPROCESSABLE_CONTENT)
        String violated() {
            return "violated";
        }

        @ExceptionHandler(UnexpectedRollbackException.class)
        @ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
        String rolledBack() {
            return "rolled back";
        }

        @ExceptionHandler(Exception.class)
        @ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
        String anythingElse(Exception failure) {
            return "failed: " + failure;
        }
    }
}
