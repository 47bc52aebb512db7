package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.Onefold;
import dev.onefold.Operation.Retention;
import dev.onefold.Operation.Waiting;
import dev.onefold.Scope;
import dev.onefold.event.OnefoldListener;
import dev.onefold.http.FingerprintRule;
import dev.onefold.http.HttpContract;
import dev.onefold.http.KeyRule;
import dev.onefold.http.KeyScope;
import dev.onefold.http.KeySyntax;
import dev.onefold.http.Marker;
import dev.onefold.http.Profile;
import dev.onefold.http.ReplayMode;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.spring.IdempotencySettings;
import dev.onefold.spring.IdempotentHandlers;
import dev.onefold.spring.IdempotentMethods;
import dev.onefold.spring.ScopeResolver;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

class AutoConfigurationTest {

    @Test
    void everythingIsThereByDefault() {
        Runners.web().run(context -> {
            assertThat(context)
                    .hasSingleBean(JdbcStore.class)
                    .hasSingleBean(Onefold.class)
                    .hasSingleBean(MaintenanceThread.class)
                    .hasSingleBean(IdempotencySettings.class)
                    .hasSingleBean(IdempotentMethods.class)
                    .hasSingleBean(ScopeResolver.class)
                    .hasSingleBean(IdempotentHandlers.class);
            assertThat(context.getBean(IdempotencySettings.class))
                    .usingRecursiveComparison()
                    .ignoringFields("responses")
                    .isEqualTo(IdempotencySettings.standard());
        });
    }

    @Test
    void whoAcceptsNoWorkHasNoThreadsForItAndNeedsNoTable() {
        Runners.web().run(context -> {
            for (String lazy :
                    new String[] {"onefoldAcceptedWork", "onefoldAcceptedWorkThreads", "acceptedOperations"}) {
                assertThat(context.getBeanFactory().containsBeanDefinition(lazy))
                        .as(lazy)
                        .isTrue();
                assertThat(context.getBeanFactory().containsSingleton(lazy))
                        .as(lazy)
                        .isFalse();
            }
        });
    }

    @Test
    void anApplicationWithoutTheWebHasNoHandlers() {
        Runners.plain()
                .run(context -> assertThat(context)
                        .hasSingleBean(Onefold.class)
                        .hasSingleBean(IdempotentMethods.class)
                        .doesNotHaveBean(ScopeResolver.class)
                        .doesNotHaveBean(IdempotentHandlers.class));
    }

    @Test
    void aWebApplicationWithoutSpringMvcHasNoHandlers() {
        Runners.plain()
                .withClassLoader(new FilteredClassLoader(RequestMappingHandlerAdapter.class))
                .run(context ->
                        assertThat(context).hasSingleBean(Onefold.class).doesNotHaveBean(IdempotentHandlers.class));
    }

    @Test
    void withoutADataSourceThereIsNothing() {
        Runners.withoutDatabase()
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Onefold.class)
                        .doesNotHaveBean(IdempotentMethods.class));
    }

    @Test
    void switchedOffThereIsNothing() {
        Runners.web()
                .withPropertyValues("onefold.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(JdbcStore.class)
                        .doesNotHaveBean(Onefold.class)
                        .doesNotHaveBean(MaintenanceThread.class)
                        .doesNotHaveBean(IdempotentMethods.class)
                        .doesNotHaveBean(IdempotentHandlers.class));
    }

    @Test
    void missingTablesAreNamedWithWhatToDo() {
        DataSource empty = TestDatabase.dataSource(TestDatabase.freshUrl());
        Runners.withoutDatabase()
                .withBean(DataSource.class, () -> empty)
                .run(context -> assertThat(Runners.failure(context))
                        .hasMessageContaining("There is no table onefold_")
                        .hasMessageContaining("onefold.jdbc.initialize-schema=always"));
    }

    @Test
    void tablesAreMadeOnRequestForAsLongAsAnythingIsKept() {
        DataSource empty = TestDatabase.dataSource(TestDatabase.freshUrl());
        Runners.withoutDatabase()
                .withBean(DataSource.class, () -> empty)
                .withPropertyValues(
                        "onefold.jdbc.initialize-schema=always",
                        "onefold.retention.answer=2d",
                        "onefold.retention.tombstone=60d")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(JdbcClient.create(empty)
                                    .sql("SELECT most_known_seconds FROM onefold_schema")
                                    .query(Long.class)
                                    .single())
                            .isEqualTo(Duration.ofDays(60).toSeconds());
                });
    }

    @Test
    void anApplicationsOwnBeansWin() {
        Runners.plain().run(other -> {
            JdbcStore store = other.getBean(JdbcStore.class);
            Runners.web()
                    .withBean("mine1", JdbcStore.class, () -> store)
                    .withUserConfiguration(OwnEngine.class)
                    .withBean("mine3", ScopeResolver.class, () -> request -> Optional.empty())
                    .withBean("mine4", IdempotencySettings.class, IdempotencySettings::standard)
                    .withBean("mine5", MaintenanceThread.class, () -> other.getBean(MaintenanceThread.class))
                    .withBean("mine6", IdempotentMethods.class, () -> other.getBean(IdempotentMethods.class))
                    .run(context -> {
                        assertThat(context)
                                .hasNotFailed()
                                .hasSingleBean(JdbcStore.class)
                                .hasSingleBean(Onefold.class)
                                .hasSingleBean(ScopeResolver.class)
                                .hasSingleBean(IdempotencySettings.class)
                                .hasSingleBean(MaintenanceThread.class)
                                .hasSingleBean(IdempotentMethods.class);
                        assertThat(context.getBean(ScopeResolver.class).resolve(new MockHttpServletRequest()))
                                .isEmpty();
                    });
        });
        Runners.web()
                .run(other -> Runners.web()
                        .withBean("mine7", IdempotentHandlers.class, () -> other.getBean(IdempotentHandlers.class))
                        .run(context -> assertThat(context).hasSingleBean(IdempotentHandlers.class)));
    }

    @Test
    void listenersAreTold() {
        java.util.List<String> told = new java.util.concurrent.CopyOnWriteArrayList<>();
        OnefoldListener listener = new OnefoldListener() {
            @Override
            public void answered(
                    String operation, dev.onefold.RecordId id, dev.onefold.Outcome.Kind kind, Duration took) {
                told.add(operation + " " + kind);
            }
        };
        Runners.plain()
                .withBean(OnefoldListener.class, () -> listener)
                .withBean(Told.class)
                .run(context -> {
                    context.getBean(Told.class).once("key of a listener");
                    assertThat(told).containsExactly("told APPLIED");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnEngine {
        @Bean
        Onefold<Connection> mine2(JdbcStore store) {
            return Onefold.on(store);
        }
    }

    static class Told {
        @dev.onefold.spring.Idempotent(name = "told", key = "#key", scope = "'x'")
        public void once(String key) {}
    }

    @Test
    void propertiesReachTheSettings() {
        Runners.web()
                .withPropertyValues(
                        "onefold.wait-at-most=2s",
                        "onefold.waiters=3",
                        "onefold.retention.answer=1h",
                        "onefold.retention.tombstone=2h",
                        "onefold.http.key-header=X-Key",
                        "onefold.http.min-key-length=20",
                        "onefold.http.max-key-length=40",
                        "onefold.http.key-form=strict",
                        "onefold.http.replay-headers=X-One,X-Two",
                        "onefold.http.max-request-size=2KB",
                        "onefold.http.max-response-size=3KB",
                        "onefold.http.problem-base=https://example.org/problems/")
                .run(context -> {
                    IdempotencySettings settings = context.getBean(IdempotencySettings.class);
                    HttpContract contract = settings.contract();
                    assertThat(contract.responses().headers().stores("X-Two")).isTrue();
                    assertThat(contract.responses().headers().stores("X-Three")).isFalse();
                    assertThat(contract.keys())
                            .isEqualTo(KeyRule.standard()
                                    .header("X-Key")
                                    .syntax(KeySyntax.lenient().length(20, 40).form(KeySyntax.Form.STRICT)));
                    assertThat(contract.fingerprint())
                            .isEqualTo(FingerprintRule.standard().maxBodyBytes(2048));
                    assertThat(contract.maxResponseBytes()).isEqualTo(3072);
                    assertThat(contract.problems().preconditionInvalid().type())
                            .hasToString("https://example.org/problems/precondition-invalid");
                    assertThat(settings.retention()).isEqualTo(new Retention(Duration.ofHours(1), Duration.ofHours(2)));
                    assertThat(settings.waiting()).isEqualTo(new Waiting(Duration.ofSeconds(2), 3));
                });
    }

    @Test
    void aContractOfOnesOwnIsAProfileWithinTheSameLimits() {
        Runners.web()
                .withBean(
                        "partners",
                        HttpContract.class,
                        () -> Profile.STRIPE.contract().name("partners").mismatchStatus(422))
                .withPropertyValues(
                        "onefold.http.profile=partners",
                        "onefold.http.max-request-size=2KB",
                        "onefold.http.echo-key=false")
                .run(context -> {
                    IdempotencySettings settings = context.getBean(IdempotencySettings.class);
                    assertThat(settings.contract().name()).isEqualTo("partners");
                    assertThat(settings.contract().keys().echo()).isFalse();
                    assertThat(settings.profile("partners").keys().echo()).isTrue();
                    assertThat(settings.profile("acp").fingerprint().maxBodyBytes())
                            .isEqualTo(2048);
                });
    }

    @Test
    void everyPartOfTheContractIsAProperty() {
        Runners.web()
                .withPropertyValues(
                        "onefold.http.key-aliases=X-Old",
                        "onefold.http.key-form=uuid-v7",
                        "onefold.http.key-pattern=[0-9a-f-]+",
                        "onefold.http.any-key-case=true",
                        "onefold.http.key-scope=path",
                        "onefold.http.compare-only=a,b.c",
                        "onefold.http.compare-headers=API-Version",
                        "onefold.http.mismatch-status=409",
                        "onefold.http.in-progress-status=425",
                        "onefold.http.missing-key-status=428",
                        "onefold.http.replay=reference",
                        "onefold.http.marker=X-Again",
                        "onefold.http.marker-on-replays=yes",
                        "onefold.http.marker-on-first=no",
                        "onefold.http.remember=400,500",
                        "onefold.http.forget=402",
                        "onefold.http.errors=paypal")
                .run(context -> {
                    HttpContract contract =
                            context.getBean(IdempotencySettings.class).contract();
                    assertThat(contract.keys().aliases()).containsExactly("X-Old");
                    assertThat(contract.keys().syntax().form()).isEqualTo(KeySyntax.Form.UUID_V7);
                    assertThat(contract.keys().syntax().pattern()).hasToString("[0-9a-f-]+");
                    assertThat(contract.keys().syntax().anyCase()).isTrue();
                    assertThat(contract.scope()).isEqualTo(KeyScope.PATH);
                    assertThat(contract.fingerprint().fields()).hasToString("only [a, b.c]");
                    assertThat(contract.fingerprint().headers()).containsExactly("api-version");
                    assertThat(contract.problems().keyReused("x").status()).isEqualTo(409);
                    assertThat(contract.problems().busy(Duration.ZERO).status()).isEqualTo(425);
                    assertThat(contract.problems().keyMissing("x").status()).isEqualTo(428);
                    assertThat(contract.replays()).isEqualTo(ReplayMode.REFERENCE);
                    assertThat(contract.marker()).isEqualTo(new Marker("X-Again", "no", "yes", null));
                    assertThat(contract.responses().remembers(500)).isTrue();
                    assertThat(contract.responses().remembers(402)).isFalse();
                    assertThat(contract.problems().keyMissing("x").toResponse().header("Content-Type"))
                            .contains("application/json");
                });
    }

    @Test
    void strangersShareAScopeOnlyOnRequest() {
        MockHttpServletRequest nobodys = new MockHttpServletRequest();
        Runners.web()
                .run(context -> assertThat(context.getBean(ScopeResolver.class).resolve(nobodys))
                        .isEmpty());
        Runners.web()
                .withPropertyValues("onefold.http.allow-anonymous=true")
                .run(context -> assertThat(context.getBean(ScopeResolver.class).resolve(nobodys))
                        .hasValue(new Scope("", "anonymous")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "onefold.wait-at-most=61s | waiting.atMost",
                "onefold.waiters=1001 | waiting.waiters",
                "onefold.retention.answer=0s | retention.answer",
                "onefold.retention.tombstone=1h | retention.tombstone",
                "onefold.retention.tombstone=31d | this database keeps at most",
                "onefold.jdbc.maintain-every=0s | onefold.jdbc.maintain-every must be 1s to 1h",
                "onefold.jdbc.maintain-every=2h | onefold.jdbc.maintain-every must be 1s to 1h",
                "onefold.http.max-key-length=256 | 255",
                "onefold.http.min-key-length=0 | Keys have 1 to 255 characters",
                "onefold.http.max-request-size=65MB | 64 MiB",
                "onefold.http.max-response-size=0B | 64 MiB",
                "onefold.http.max-request-size=5GB | 64 MiB",
                "onefold.http.replay-headers=Set-Cookie | Set-Cookie is never stored or replayed",
                "onefold.http.problem-base=problems | A base of problem types is absolute"
            })
    void aValueOutOfBoundsIsRefused(String property, String why) {
        Runners.web()
                .withPropertyValues(property)
                .withBean(Told.class)
                .run(context -> assertThat(Runners.failure(context)).hasMessageContaining(why));
    }
}
