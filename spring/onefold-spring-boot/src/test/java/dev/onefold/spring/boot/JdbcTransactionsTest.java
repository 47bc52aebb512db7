package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onefold.RejectedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

class JdbcTransactionsTest extends TransactionsContract {

    @Override
    App start() {
        App app = App.web(Application.class, App.WITHOUT_JPA);
        assertThat(app.bean(PlatformTransactionManager.class)).isInstanceOf(JdbcTransactionManager.class);
        return app;
    }

    @Test
    void aRejectionThroughTransactionalAdviceLeavesTheCallerUsableToo() {
        inTransaction(orders -> {
            assertThatThrownBy(() -> orders.refuse("advised", "inner")).isInstanceOf(RejectedException.class);
            ledger().add("after");
        });
        assertThat(app().effects()).containsExactly("after");
        assertThat(app().count("onefold_record")).isEqualTo(1);
    }

    @Test
    void aListenerOfTheManagerMayStillSayNo() {
        JdbcTransactionManager manager = (JdbcTransactionManager) app().bean(PlatformTransactionManager.class);
        manager.addListener(new TransactionExecutionListener() {
            @Override
            public void beforeCommit(TransactionExecution transaction) {
                throw new IllegalStateException("vetoed");
            }
        });
        try {
            assertThat(app().post("/add?name=vetoed", "key-of-a-heard-commit").status())
                    .isEqualTo(500);
            assertThat(app().effects()).isEmpty();
            assertThat(app().count("onefold_record")).isZero();
        } finally {
            manager.setTransactionExecutionListeners(List.of());
        }
        assertThat(app().post("/add?name=vetoed", "key-of-a-heard-commit"))
                .as("the key stayed free")
                .hasToString("200 call 2");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({TransactionsContract.Handlers.class, TransactionsContract.Advice.class, TransactionsContract.Orders.class})
    static class Application {

        @Bean
        Ledger ledger(JdbcClient sql) {
            return new Ledger.Jdbc(sql);
        }
    }
}
