package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a pool's connections begin with, and whatever manages them. */
class IsolationTest {

    private static final int COPIES = 8;
    private static final int KEYS = 6;

    @ParameterizedTest
    @ValueSource(strings = {"READ_COMMITTED", "REPEATABLE_READ", "SERIALIZABLE"})
    void duplicatesHaveOneEffectWithJdbc(String isolation) throws Exception {
        try (App app = App.web(JdbcTransactionsTest.Application.class, App.WITHOUT_JPA, option(isolation))) {
            duplicatesHaveOneEffect(app, isolation);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ_COMMITTED", "REPEATABLE_READ", "SERIALIZABLE"})
    void duplicatesHaveOneEffectWithJpa(String isolation) throws Exception {
        try (App app = App.web(JpaTransactionsTest.Application.class, option(isolation))) {
            duplicatesHaveOneEffect(app, isolation);
        }
    }

    private static String option(String isolation) {
        return "--spring.datasource.hikari.transaction-isolation=TRANSACTION_" + isolation;
    }

    private static void duplicatesHaveOneEffect(App app, String isolation) throws Exception {
        assertThat(app.sql()
                        .sql("SHOW transaction_isolation")
                        .query(String.class)
                        .single())
                .isEqualToIgnoringCase(isolation.replace('_', ' '));
        List<String> expected = new ArrayList<>();
        try (Crew crew = new Crew()) {
            for (int i = 0; i < KEYS; i++) {
                String name = "effect-" + i;
                String key = "key-number-of-" + name;
                List<Told> told = crew.together(COPIES, () -> app.post("/add?name=" + name, key));
                assertThat(told).allSatisfy(each -> assertThat(each.status()).isIn(200, 409));
                assertThat(told)
                        .filteredOn(each -> each.status() == 200 && !each.replayed())
                        .hasSize(1);
                assertThat(app.post("/add?name=" + name, key).replayed()).isTrue();
                expected.add(name);
            }
        }
        assertThat(app.effects()).isEqualTo(expected);
        assertThat(app.count("onefold_record")).isEqualTo(KEYS);
    }
}
