package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.jdbc.JdbcSchema;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.core.NestedExceptionUtils;

/** Applications that are only started, all on one database. */
final class Runners {

    private static final DataSource DATABASE = database();

    private static final AutoConfigurations PLAIN = AutoConfigurations.of(
            AopAutoConfiguration.class,
            JacksonAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            OnefoldAutoConfiguration.class,
            OnefoldMvcAutoConfiguration.class);

    private static final AutoConfigurations WEB = AutoConfigurations.of(
            HttpMessageConvertersAutoConfiguration.class,
            DispatcherServletAutoConfiguration.class,
            WebMvcAutoConfiguration.class);

    private Runners() {}

    static ApplicationContextRunner plain() {
        return withoutDatabase().withBean(DataSource.class, () -> DATABASE);
    }

    static ApplicationContextRunner withoutDatabase() {
        return new ApplicationContextRunner().withConfiguration(PLAIN);
    }

    static WebApplicationContextRunner web() {
        return new WebApplicationContextRunner()
                .withConfiguration(PLAIN)
                .withConfiguration(WEB)
                .withBean(DataSource.class, () -> DATABASE);
    }

    /** Why the application did not start. */
    static Throwable failure(AssertableApplicationContext context) {
        return cause(context.getStartupFailure());
    }

    /** Why the application did not start. */
    static Throwable failure(AssertableWebApplicationContext context) {
        return cause(context.getStartupFailure());
    }

    private static Throwable cause(@Nullable Throwable failure) {
        assertThat(failure).as("failure of the start").isNotNull();
        return NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(failure));
    }

    private static DataSource database() {
        DataSource dataSource = TestDatabase.dataSource(TestDatabase.freshUrl());
        JdbcSchema.initialize(dataSource);
        return dataSource;
    }
}
