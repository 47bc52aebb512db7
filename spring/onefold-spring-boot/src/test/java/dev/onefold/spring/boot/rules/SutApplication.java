package dev.onefold.spring.boot.rules;

import dev.onefold.KeyRing;
import dev.onefold.Onefold;
import dev.onefold.Scope;
import dev.onefold.Seal;
import dev.onefold.jdbc.JdbcStore;
import dev.onefold.spring.ScopeResolver;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.filter.OncePerRequestFilter;

/** The system under test: handlers that have effects in the database of the records. */
@EnableAutoConfiguration(exclude = {HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class})
@Import({
    Effects.class,
    ThingController.class,
    AnswerController.class,
    LeasedController.class,
    GuardedController.class,
    ContractController.class,
    ContractController.ThingState.class,
    VersionController.class,
    OtherOrigins.class,
    FeatureController.class,
    AcceptedController.class,
    BatchController.class,
    Permissions.class
})
class SutApplication {

    @Bean
    static BeanPostProcessor faultyDataSource() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source ? new FaultyDataSource(source) : bean;
            }
        };
    }

    @Bean
    FilterRegistrationBean<CallerFilter> callers() {
        FilterRegistrationBean<CallerFilter> registration = new FilterRegistrationBean<>(new CallerFilter());
        registration.setOrder(1);
        return registration;
    }

    /** As proxies and old clients do it. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> methodOverride() {
        FilterRegistrationBean<OncePerRequestFilter> registration =
                new FilterRegistrationBean<>(new MethodOverrideFilter());
        registration.setOrder(3);
        return registration;
    }

    @Bean
    FilterRegistrationBean<WireFilter> wire() {
        FilterRegistrationBean<WireFilter> registration = new FilterRegistrationBean<>(new WireFilter());
        registration.setOrder(2);
        return registration;
    }

    @Bean
    @ConditionalOnProperty(name = "sut.scope", havingValue = "user", matchIfMissing = true)
    ScopeResolver userScope() {
        return request -> Caller.of(request).map(caller -> new Scope(caller.tenant(), caller.user()));
    }

    @Bean
    @ConditionalOnProperty(name = "sut.scope", havingValue = "tenant")
    ScopeResolver tenantScope() {
        return request -> Caller.of(request).map(caller -> new Scope(caller.tenant(), "anyone"));
    }

    @Bean
    @ConditionalOnProperty(name = "sut.scope", havingValue = "path")
    ScopeResolver pathScope() {
        return request -> Optional.ofNullable(request.getUserPrincipal())
                .map(Principal::getName)
                .map(name -> new Scope(name, request.getMethod() + " " + request.getRequestURI()));
    }

    @Bean
    @ConditionalOnBooleanProperty("sut.sealed")
    Seal seal() {
        byte[] secret = "a secret of 32 bytes or a few more".getBytes(StandardCharsets.US_ASCII);
        return Seal.of(KeyRing.of(1, secret), KeyRing.of(1, secret));
    }

    /** Whoever has a cart is its customer, logged in or not. */
    @Bean
    @ConditionalOnProperty(name = "sut.scope", havingValue = "cart")
    ScopeResolver cartScope() {
        return request -> Optional.ofNullable(request.getHeader("X-Cart")).map(cart -> new Scope("carts", cart));
    }

    @Bean
    @ConditionalOnProperty(name = "sut.scope", havingValue = "environment")
    ScopeResolver environmentScope() {
        return request -> Caller.of(request)
                .map(caller -> new Scope(caller.tenant() + "/" + request.getHeader("X-Environment"), caller.user()));
    }

    /** Not the executor itself: with one among the beans, Boot would not make its own. */
    record Renewals(ManualRenewals executor) {}

    @Bean
    @ConditionalOnBooleanProperty("sut.manual-renewals")
    Renewals renewals() {
        return new Renewals(new ManualRenewals());
    }

    @Bean
    @ConditionalOnBooleanProperty("sut.manual-renewals")
    Onefold<Connection> onefold(JdbcStore store, Renewals renewals) {
        return Onefold.<Connection>builder()
                .transactional(store)
                .leased(store)
                .renewals(renewals.executor())
                .build();
    }
}
