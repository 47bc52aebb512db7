package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onefold.Operation.Doubt;
import dev.onefold.Outcome;
import dev.onefold.RejectedException;
import dev.onefold.Rejection;
import dev.onefold.spring.Idempotent;
import dev.onefold.spring.IdempotentCallException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceMethodTest {

    private App app;
    private Services services;

    @BeforeAll
    void start() {
        app = App.plain(Application.class, App.WITHOUT_JPA);
        services = app.bean(Services.class);
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @Test
    void aRepeatGetsAnEqualRecord() {
        Order order = new Order("o-1", "alice", new BigDecimal("12.50"));
        Receipt first = services.buy(order);
        Receipt again = services.buy(order);
        assertThat(again).isEqualTo(first).isNotSameAs(first);
        assertThat(first.run()).isEqualTo(1);
    }

    @Test
    void anotherCallersSameKeyIsAnotherCall() {
        Receipt alices = services.buy(new Order("o-2", "alice", BigDecimal.ONE));
        Receipt bobs = services.buy(new Order("o-2", "bob", BigDecimal.ONE));
        assertThat(bobs).isNotEqualTo(alices);
    }

    @Test
    void otherArgumentsAreAMismatch() {
        services.buy(new Order("o-3", "alice", BigDecimal.ONE));
        assertThat(outcomeOf(() -> services.buy(new Order("o-3", "alice", BigDecimal.TEN))))
                .isEqualTo(new Outcome.Mismatch<>("content"));
    }

    @Test
    void genericsComeBackAsTheirOwnTypes() {
        List<Receipt> first = services.all("key-of-a-list");
        assertThat(services.all("key-of-a-list")).isEqualTo(first).first().isInstanceOf(Receipt.class);
    }

    @Test
    void aTypeThatOnlyTheSubclassNamesComesBackAsItself() {
        Receipt first = services.inherited("key-inherited");
        assertThat(services.inherited("key-inherited")).isEqualTo(first);
    }

    @Test
    void twoBeansThatInheritAMethodHaveAnOperationEach() {
        assertThat(services.inherited("key-of-both").id()).isEqualTo("services");
        assertThat(app.bean(OtherServices.class).inherited("key-of-other")).isEqualTo("other");
        assertThat(app.bean(OtherServices.class).inherited("key-of-other")).isEqualTo("other");
        assertThat(outcomeOf(() -> app.bean(OtherServices.class).inherited("key-of-both")))
                .isEqualTo(new Outcome.Mismatch<>("operation"));
    }

    @Test
    void nothingIsAnAnswerToo() {
        for (int i = 0; i < 2; i++) {
            services.silent("key-of-void");
            assertThat(services.nothing("key-of-null")).isNull();
            assertThat(services.maybe("key-of-empty", false)).isEmpty();
            assertThat(services.maybe("key-of-present", true)).hasValue(new Receipt("maybe", 1));
            assertThat(services.number("key-of-number")).isEqualTo(42);
        }
        assertThat(services.runs("silent")).isEqualTo(1);
        assertThat(services.runs("nothing")).isEqualTo(1);
        assertThat(services.runs("maybe")).isEqualTo(2);
        assertThat(services.runs("number")).isEqualTo(1);
    }

    @Test
    void aRejectionIsRememberedAndThrownAgainAsItWas() {
        RejectedException first = rejection();
        RejectedException again = rejection();
        assertThat(again.rejection()).isEqualTo(first.rejection()).isEqualTo(Rejection.of("sold-out", "Nothing left"));
        assertThat(services.runs("refuse")).isEqualTo(1);
        assertThat(app.effects()).doesNotContain("refused");
    }

    @Test
    void anotherFailureIsForgotten() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> services.fail("key-of-a-failure"))
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessage("no network");
        }
        assertThat(services.runs("fail")).isEqualTo(2);
        assertThat(app.effects()).doesNotContain("failed");
    }

    @Test
    void aDuplicateOfOneAtWorkIsInProgress() throws Exception {
        try (Crew crew = new Crew()) {
            Future<String> first = crew.start(() -> services.slow("key-of-slow"));
            assertThat(services.atWork().await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(outcomeOf(() -> services.slow("key-of-slow"))).isInstanceOf(Outcome.InProgress.class);
            services.goOn().countDown();
            assertThat(Crew.result(first)).isEqualTo("slow");
        }
        assertThat(services.slow("key-of-slow")).isEqualTo("slow");
        assertThat(services.runs("slow")).isEqualTo(1);
    }

    @Test
    void leasedWorkThatFailsIsInDoubtOrRunsAgain() {
        assertThatThrownBy(() -> services.leasedAsking("key-of-doubt")).isInstanceOf(IllegalStateException.class);
        assertThat(outcomeOf(() -> services.leasedAsking("key-of-doubt"))).isInstanceOf(Outcome.Unknown.class);
        assertThatThrownBy(() -> services.leasedAgain("key-of-again")).isInstanceOf(IllegalStateException.class);
        assertThat(services.leasedAgain("key-of-again")).isEqualTo("run 2");
        assertThat(services.leasedAgain("key-of-again")).isEqualTo("run 2");
    }

    @Test
    void aCallWithoutAKeyIsRefused() {
        assertThatThrownBy(() -> services.nothing(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The key of @Idempotent")
                .hasMessageContaining("is empty for this call");
    }

    private RejectedException rejection() {
        return catchThrowableOfType(RejectedException.class, () -> services.refuse("key-of-a-refusal"));
    }

    private static Outcome<?> outcomeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(IdempotentCallException.class, call).outcome();
    }

    record Order(String id, String customer, BigDecimal amount) {}

    record Receipt(String id, int run) {}

    /** Generic in its answer. */
    abstract static class Base<T> {

        abstract T make();

        @Idempotent(key = "#key", scope = "'all'")
        public T inherited(String key) {
            return make();
        }
    }

    static class OtherServices extends Base<String> {
        @Override
        String make() {
            return "other";
        }
    }

    /** Protected methods of every shape. */
    static class Services extends Base<Receipt> {

        private final CountDownLatch atWork = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final java.util.Map<String, AtomicInteger> runs = new java.util.concurrent.ConcurrentHashMap<>();
        private final JdbcClient sql;

        Services(JdbcClient sql) {
            this.sql = sql;
        }

        CountDownLatch atWork() {
            return atWork;
        }

        CountDownLatch goOn() {
            return goOn;
        }

        int runs(String method) {
            AtomicInteger count = runs.get(method);
            return count == null ? 0 : count.get();
        }

        private int run(String method) {
            return runs.computeIfAbsent(method, name -> new AtomicInteger()).incrementAndGet();
        }

        @Override
        Receipt make() {
            return new Receipt("services", 1);
        }

        @Idempotent(key = "#order.id", scope = "#order.customer")
        public Receipt buy(Order order) {
            return new Receipt(order.id(), run(order.id()));
        }

        @Idempotent(key = "#key", scope = "'all'")
        public List<Receipt> all(String key) {
            return List.of(new Receipt(key, run("all")), new Receipt("b", 2));
        }

        @Idempotent(key = "#key", scope = "'all'")
        public void silent(String key) {
            run("silent");
        }

        @Idempotent(key = "#key", scope = "'all'")
        public @Nullable String nothing(String key) {
            run("nothing");
            return null;
        }

        @Idempotent(key = "#key", scope = "'all'")
        public Optional<Receipt> maybe(String key, boolean present) {
            run("maybe");
            return present ? Optional.of(new Receipt("maybe", 1)) : Optional.empty();
        }

        @Idempotent(key = "#key", scope = "'all'")
        public int number(String key) {
            run("number");
            return 42;
        }

        @Idempotent(key = "#key", scope = "'all'")
        public void refuse(String key) {
            run("refuse");
            sql.sql("INSERT INTO effect VALUES ('refused')").update();
            throw new RejectedException(Rejection.of("sold-out", "Nothing left"));
        }

        @Idempotent(key = "#key", scope = "'all'")
        public void fail(String key) throws java.io.IOException {
            run("fail");
            sql.sql("INSERT INTO effect VALUES ('failed')").update();
            throw new java.io.IOException("no network");
        }

        @Idempotent(key = "#key", scope = "'all'")
        public String slow(String key) throws InterruptedException {
            run("slow");
            atWork.countDown();
            assertThat(goOn.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return "slow";
        }

        @Idempotent(key = "#key", scope = "'all'", mode = Idempotent.Mode.LEASED)
        public String leasedAsking(String key) {
            throw new IllegalStateException("who knows");
        }

        @Idempotent(key = "#key", scope = "'all'", mode = Idempotent.Mode.LEASED, inDoubt = Doubt.RUN_AGAIN)
        public String leasedAgain(String key) {
            int run = run("leasedAgain");
            if (run == 1) {
                throw new IllegalStateException("who knows");
            }
            return "run " + run;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Services.class, OtherServices.class})
    static class Application {}
}
