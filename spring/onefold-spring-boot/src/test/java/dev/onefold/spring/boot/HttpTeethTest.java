package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Onefold;
import dev.onefold.Scope;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.spring.ScopeResolver;
import dev.onefold.store.LeasedStore;
import dev.onefold.store.TransactionalStore;
import jakarta.servlet.Filter;
import java.sql.Connection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** The checks can bite: each common mistake fails the one check that is there for it, and no other. */
class HttpTeethTest {

    private static final Map<String, Set<HttpCheck>> FOUND = new TreeMap<>();

    static Stream<Arguments> eachMistakeFailsItsCheck() {
        return Stream.of(
                Arguments.of(KeyNotScoped.class, HttpCheck.CALLERS_DO_NOT_SHARE_KEYS),
                Arguments.of(PathIgnored.class, HttpCheck.A_KEY_IS_BOUND_TO_ITS_PATH),
                Arguments.of(QueryIgnored.class, HttpCheck.A_KEY_IS_BOUND_TO_ITS_QUERY),
                Arguments.of(ReplaySerialisedAnew.class, HttpCheck.A_REPLAY_HAS_THE_SAME_BYTES),
                Arguments.of(CapturedBeforeAsyncWorkEnds.class, HttpCheck.AN_ASYNC_ANSWER_IS_RECORDED_WHEN_IT_ENDS),
                Arguments.of(SentBeforeTheCommit.class, HttpCheck.AN_ANSWER_IS_SENT_AFTER_ITS_COMMIT),
                Arguments.of(ReleasedAfterAFailedSave.class, HttpCheck.A_FAILED_SAVE_FREES_NO_KEY),
                Arguments.of(TwoTransactions.class, HttpCheck.EFFECT_AND_RECORD_ARE_ONE_TRANSACTION));
    }

    @ParameterizedTest
    @MethodSource
    void eachMistakeFailsItsCheck(Class<?> variant, HttpCheck expected) throws Exception {
        assertThat(failedBy(variant)).isEqualTo(EnumSet.of(expected));
    }

    @Test
    void whatIsRightFailsNone() throws Exception {
        assertThat(failedBy(CheckedApi.class)).isEmpty();
    }

    @AfterAll
    static void print() {
        FOUND.forEach((variant, failed) -> System.out.printf("%-32s %s%n", variant, failed));
    }

    private static Set<HttpCheck> failedBy(Class<?> variant) throws Exception {
        try (App app = App.web(variant, App.WITHOUT_JPA)) {
            Set<HttpCheck> failed = HttpCheck.failedBy(app);
            FOUND.put(variant.getSimpleName(), failed);
            return failed;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CheckedApi.class)
    static class KeyNotScoped {
        @Bean
        ScopeResolver scopes() {
            return request -> Optional.of(new Scope("", "everybody"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CheckedApi.class)
    static class PathIgnored {
        @Bean
        Filter narrow() {
            return BrokenWeb.narrowing("/paths/", false);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CheckedApi.class)
    static class QueryIgnored {
        @Bean
        Filter narrow() {
            return BrokenWeb.narrowing(null, true);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CheckedApi.class)
    static class ReplaySerialisedAnew {
        @Bean
        CheckedApi.Seams seams() {
            return new CheckedApi.Seams() {
                @Override
                public TransactionalStore<Connection> transactional(JdbcStore store) {
                    return BrokenStores.rewriting(store);
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CheckedApi.class)
    static class CapturedBeforeAsyncWorkEnds {
        @Bean
        BrokenWeb.HastyAdapter hasty(
                ObjectProvider<Onefold<Connection>> onefold,
                @Qualifier("requestMappingHandlerAdapter") ObjectProvider<RequestMappingHandlerAdapter> delegate) {
            return new BrokenWeb.HastyAdapter(onefold::getObject, delegate::getObject);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CheckedApi.class)
    static class SentBeforeTheCommit {
        @Bean
        BrokenWeb.EarlySending early() {
            return new BrokenWeb.EarlySending();
        }

        @Bean
        CheckedApi.Seams seams(BrokenWeb.EarlySending early) {
            return new CheckedApi.Seams() {
                @Override
                public TransactionalStore<Connection> transactional(JdbcStore store) {
                    return BrokenStores.telling(store, early::send);
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CheckedApi.class)
    static class ReleasedAfterAFailedSave {
        @Bean
        CheckedApi.Seams seams() {
            return new CheckedApi.Seams() {
                @Override
                public LeasedStore leased(JdbcStore store) {
                    return BrokenStores.releasing(store);
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CheckedApi.class)
    static class TwoTransactions {
        @Bean
        @DependsOnDatabaseInitialization
        JdbcStore store(DataSource dataSource, PlatformTransactionManager manager) {
            dev.onefold.jdbc.JdbcSchema.initialize(dataSource);
            return JdbcStore.on(dataSource, new BrokenTransactions(manager, dataSource));
        }
    }
}
