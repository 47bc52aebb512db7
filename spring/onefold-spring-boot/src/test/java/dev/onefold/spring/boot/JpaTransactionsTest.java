package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.RejectedException;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.UnexpectedRollbackException;

class JpaTransactionsTest extends TransactionsContract {

    @Override
    App start() {
        App app = App.web(Application.class);
        assertThat(app.bean(PlatformTransactionManager.class)).isInstanceOf(JpaTransactionManager.class);
        return app;
    }

    @Test
    void aFlushThatFailsAtTheCommitThrowsTheAnswerAway() {
        app().sql().sql("INSERT INTO effect VALUES ('taken')").update();
        assertThat(app().post("/add?name=taken", "key-of-a-failing-flush")).hasToString("422 violated");
        assertThat(app().count("onefold_record")).isZero();
        app().sql().sql("DELETE FROM effect").update();
        assertThat(app().post("/add?name=taken", "key-of-a-failing-flush")).hasToString("200 call 2");
        assertThat(app().effects()).containsExactly("taken");
    }

    @Test
    void aRejectionThroughTransactionalAdviceKeepsNothingOfTheCaller() {
        assertThatThrownBy(() -> inTransaction(orders -> {
                    assertThatThrownBy(() -> orders.refuse("advised", "inner")).isInstanceOf(RejectedException.class);
                    ledger().add("after");
                }))
                .isInstanceOf(UnexpectedRollbackException.class);
        assertThat(app().effects()).isEmpty();
        assertThat(app().count("onefold_record")).isZero();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({TransactionsContract.Handlers.class, TransactionsContract.Advice.class, TransactionsContract.Orders.class})
    static class Application {

        @Bean
        Ledger ledger(EntityManager entities) {
            return new Ledger.Jpa(entities);
        }
    }
}
