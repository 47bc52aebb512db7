package dev.onefold.spring.boot;

import dev.onefold.Onefold;
import dev.onefold.event.OnefoldListener;
import dev.onefold.http.HeaderPolicy;
import dev.onefold.http.KeySyntax;
import dev.onefold.http.Problems;
import dev.onefold.http.ResponsePolicy;
import dev.onefold.jdbc.JdbcSchema;
import dev.onefold.jdbc.JdbcSequences;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.sequence.Sequences;
import dev.onefold.spring.CurrentConnection;
import dev.onefold.spring.IdempotencySettings;
import dev.onefold.spring.IdempotentMethods;
import dev.onefold.spring.SpringTransactions;
import dev.onefold.spring.boot.OnefoldProperties.Jdbc.InitializeSchema;
import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** An engine on the application's own data source and transaction manager, and protected service methods. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "onefold.enabled", matchIfMissing = true)
@ConditionalOnBean({DataSource.class, PlatformTransactionManager.class})
@EnableConfigurationProperties(OnefoldProperties.class)
public final class OnefoldAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    JdbcStore onefoldStore(
            DataSource dataSource, PlatformTransactionManager transactionManager, OnefoldProperties properties) {
        if (properties.jdbc().initializeSchema() == InitializeSchema.ALWAYS) {
            JdbcSchema.initialize(dataSource, properties.retentionOrDefault());
        }
        return JdbcStore.on(dataSource, new SpringTransactions(transactionManager, dataSource));
    }

    @Bean
    @ConditionalOnMissingBean
    Onefold<Connection> onefold(JdbcStore store, ObjectProvider<OnefoldListener> listeners) {
        Onefold.Builder<Connection> builder =
                Onefold.<Connection>builder().transactional(store).leased(store);
        listeners.orderedStream().forEach(builder::listener);
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean
    CurrentConnection onefoldConnection(DataSource dataSource) {
        return new CurrentConnection(dataSource);
    }

    /** Made when it is first asked for: whoever has no numbered messages needs no tables for them. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean(Sequences.class)
    JdbcSequences onefoldSequences(DataSource dataSource, JdbcStore tablesFirst) {
        return JdbcSequences.on(dataSource);
    }

    @Bean
    @ConditionalOnMissingBean
    MaintenanceThread onefoldMaintenance(JdbcStore store, OnefoldProperties properties) {
        return new MaintenanceThread(store, properties.jdbc().maintainEvery());
    }

    @Bean
    @ConditionalOnMissingBean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static IdempotencySettings onefoldSettings(OnefoldProperties properties) {
        OnefoldProperties.Http http = properties.http();
        HeaderPolicy headers =
                HeaderPolicy.standard().allowing(http.replayHeaders().toArray(String[]::new));
        return new IdempotencySettings(
                http.keyHeader(),
                new KeySyntax(http.minKeyLength(), http.maxKeyLength(), http.strictKeys()),
                properties.retentionOrDefault(),
                properties.waiting(),
                bytes(http.maxRequestSize()),
                bytes(http.maxResponseSize()),
                ResponsePolicy.standard().headers(headers),
                Problems.at(http.problemBase()));
    }

    /** More than an int holds is refused as any size that is too large. */
    private static int bytes(DataSize size) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, size.toBytes()));
    }

    @Bean
    @ConditionalOnMissingBean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static IdempotentMethods idempotentMethods(
            ObjectProvider<Onefold<Connection>> onefold,
            IdempotencySettings settings,
            ObjectProvider<JsonMapper> json,
            ListableBeanFactory beans) {
        return new IdempotentMethods(onefold::getObject, settings, json::getObject, beans);
    }
}
