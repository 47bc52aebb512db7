package dev.onefold.spring.boot;

import dev.onefold.Onefold;
import dev.onefold.Seal;
import dev.onefold.event.OnefoldListener;
import dev.onefold.http.HttpContract;
import dev.onefold.http.Profile;
import dev.onefold.jdbc.JdbcAcceptedWork;
import dev.onefold.jdbc.JdbcSchema;
import dev.onefold.jdbc.JdbcSequences;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.sequence.Sequences;
import dev.onefold.spring.CurrentConnection;
import dev.onefold.spring.IdempotencySettings;
import dev.onefold.spring.IdempotentMethods;
import dev.onefold.spring.OperationSettings;
import dev.onefold.spring.SpringTransactions;
import dev.onefold.spring.boot.OnefoldProperties.Jdbc.InitializeSchema;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
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
@EnableConfigurationProperties({OnefoldProperties.class, OnefoldHttpProperties.class})
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
    Onefold<Connection> onefold(
            JdbcStore store,
            OnefoldProperties properties,
            ObjectProvider<Seal> seal,
            ObjectProvider<OnefoldListener> listeners) {
        Onefold.Builder<Connection> builder = Onefold.<Connection>builder()
                .transactional(store)
                .leased(store)
                .cache(properties.cache().settings());
        seal.ifAvailable(builder::seal);
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

    /** Made when it is first asked for, as the threads that do it: whoever accepts no work needs no table for it. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    JdbcAcceptedWork onefoldAcceptedWork(
            DataSource dataSource, Onefold<Connection> onefold, OnefoldProperties properties) {
        return JdbcAcceptedWork.on(dataSource, onefold, properties.accepted().trying());
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    AcceptedWorkThreads onefoldAcceptedWorkThreads(JdbcAcceptedWork work, OnefoldProperties properties) {
        return new AcceptedWorkThreads(
                work, properties.accepted().threads(), properties.accepted().lookEvery());
    }

    @Bean
    @ConditionalOnMissingBean
    MaintenanceThread onefoldMaintenance(JdbcStore store, OnefoldProperties properties) {
        return new MaintenanceThread(store, properties.jdbc().maintainEvery());
    }

    @Bean
    @ConditionalOnMissingBean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static IdempotencySettings onefoldSettings(
            OnefoldProperties properties, OnefoldHttpProperties http, ObjectProvider<HttpContract> contracts) {
        Map<String, HttpContract> profiles = IdempotencySettings.byName(Stream.concat(
                        Stream.of(Profile.values())
                                .map(profile -> profile.contract()
                                        .problemBase(properties.http().problemBase())),
                        contracts.orderedStream())
                .map(http::limit)
                .toList());
        Map<String, OperationSettings> operations = new HashMap<>();
        properties.operations().forEach((name, set) -> operations.put(name, set.settings()));
        IdempotencySettings settings = new IdempotencySettings(
                HttpContract.standard(),
                profiles,
                operations,
                properties.http().unsupportedKeys(),
                properties.retentionOrDefault(),
                properties.waiting());
        return settings.contract(http.change(settings.profile(properties.http().profile())));
    }

    @Bean
    @ConditionalOnMissingBean
    OperationsCheck onefoldOperationsCheck(ObjectProvider<Onefold<Connection>> onefold, IdempotencySettings settings) {
        return new OperationsCheck(onefold::getObject, settings);
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
