package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.spring.Idempotent;
import dev.onefold.spring.IdempotentMethods;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.BeanFactoryTransactionAttributeSourceAdvisor;

/** Retries outside, the key in between, the transaction inside. */
class AdviceOrderTest {

    @Test
    void eachAttemptClaimsTheKeyAnewAndTheLastOneIsRemembered() {
        try (App app = App.plain(Application.class, App.WITHOUT_JPA)) {
            Service service = app.bean(Service.class);
            assertThat(service.place("key")).isEqualTo("attempt 3");
            assertThat(service.place("key")).isEqualTo("attempt 3");
            assertThat(service.transactions())
                    .as("a transaction for each attempt")
                    .doesNotHaveDuplicates()
                    .hasSize(3);
            assertThat(app.effects()).as("of failed attempts nothing is left").containsExactly("attempt 3");
        }
    }

    @Test
    void theAdvisorsAreInOrder() {
        try (App app = App.plain(Application.class, App.WITHOUT_JPA)) {
            List<Advisor> advisors = List.of(((Advised) app.bean(Service.class)).getAdvisors());
            assertThat(advisors).hasSize(3);
            assertThat(advisors.get(0).getAdvice().getClass().getName()).contains("Retry");
            assertThat(advisors.get(1)).isInstanceOf(IdempotentMethods.class);
            assertThat(advisors.get(2)).isInstanceOf(BeanFactoryTransactionAttributeSourceAdvisor.class);
        }
    }

    /** Fails twice. */
    static class Service {

        private final List<String> transactions = new ArrayList<>();
        private final JdbcClient sql;

        Service(JdbcClient sql) {
            this.sql = sql;
        }

        List<String> transactions() {
            return transactions;
        }

        @Retryable(maxRetries = 3, delay = 1)
        @Transactional
        @Idempotent(key = "#key", scope = "'all'")
        public String place(String key) {
            transactions.add(sql.sql("SELECT pg_current_xact_id()::text")
                    .query(String.class)
                    .single());
            String attempt = "attempt " + transactions.size();
            sql.sql("INSERT INTO effect VALUES (?)").param(attempt).update();
            if (transactions.size() < 3) {
                throw new IllegalStateException(attempt + " failed");
            }
            return attempt;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableResilientMethods
    @Import(Service.class)
    static class Application {}
}
