package dev.onefold.spring.boot;

import dev.onefold.Onefold;
import dev.onefold.Scope;
import dev.onefold.Time;
import dev.onefold.http.KeyQuota;
import dev.onefold.jdbc.JdbcAcceptedWork;
import dev.onefold.spring.AcceptedOperations;
import dev.onefold.spring.Admission;
import dev.onefold.spring.Batches;
import dev.onefold.spring.CallHandlers;
import dev.onefold.spring.CurrentConnection;
import dev.onefold.spring.IdempotencySettings;
import dev.onefold.spring.IdempotentHandlers;
import dev.onefold.spring.OutcomeHandlers;
import dev.onefold.spring.ScopeResolver;
import dev.onefold.spring.UnavailableResolver;
import dev.onefold.spring.UnsupportedKeyInterceptor;
import dev.onefold.spring.UnsupportedKeys;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Protected handlers. */
@AutoConfiguration(
        after = OnefoldAutoConfiguration.class,
        afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(RequestMappingHandlerAdapter.class)
@ConditionalOnBean(IdempotencySettings.class)
public final class OnefoldMvcAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ScopeResolver onefoldScopes(OnefoldProperties properties) {
        ScopeResolver principal = ScopeResolver.principal();
        return properties.http().allowAnonymous()
                ? request -> principal.resolve(request).or(() -> Optional.of(new Scope("", "anonymous")))
                : principal;
    }

    @Bean
    @ConditionalOnMissingBean
    Admission onefoldAdmission(OnefoldProperties properties) {
        Admission admission = Admission.standard();
        return properties.quota().isSet()
                ? admission.quota(new KeyQuota(properties.quota().bounds(), Time.system()))
                : admission;
    }

    @Bean
    @ConditionalOnMissingBean
    IdempotentHandlers idempotentHandlers(
            Onefold<Connection> onefold,
            IdempotencySettings settings,
            ScopeResolver scopes,
            ObjectProvider<RequestMappingHandlerMapping> mappings,
            @Qualifier("requestMappingHandlerAdapter") ObjectProvider<RequestMappingHandlerAdapter> adapter,
            ObjectProvider<HandlerExceptionResolver> resolvers,
            ListableBeanFactory beans,
            Admission admission) {
        return new IdempotentHandlers(
                onefold,
                settings,
                scopes,
                () -> mappings.orderedStream().toList(),
                adapter::getObject,
                () -> resolvers.orderedStream().toList(),
                beans,
                admission);
    }

    /** Whoever asks for it gets the threads that do the work as well. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    AcceptedOperations acceptedOperations(
            JdbcAcceptedWork work,
            AcceptedWorkThreads threads,
            CurrentConnection connection,
            ScopeResolver scopes,
            ObjectProvider<JsonMapper> json,
            OnefoldProperties properties) {
        return new AcceptedOperations(
                work, connection, scopes, json::getObject, properties.accepted().path());
    }

    @Bean
    @ConditionalOnMissingBean
    Batches onefoldBatches(
            Onefold<Connection> onefold,
            IdempotencySettings settings,
            ScopeResolver scopes,
            ObjectProvider<JsonMapper> json,
            Admission admission,
            OnefoldProperties properties) {
        return new Batches(onefold, settings, scopes, json::getObject, admission, properties.batchItems());
    }

    @Bean
    @ConditionalOnMissingBean
    OutcomeHandlers outcomeHandlers(
            IdempotencySettings settings,
            @Qualifier("requestMappingHandlerAdapter") ObjectProvider<RequestMappingHandlerAdapter> adapter) {
        return new OutcomeHandlers(settings, adapter::getObject);
    }

    @Bean
    @ConditionalOnMissingBean
    CallHandlers callHandlers(
            IdempotencySettings settings,
            ScopeResolver scopes,
            @Qualifier("requestMappingHandlerAdapter") ObjectProvider<RequestMappingHandlerAdapter> adapter,
            Admission admission) {
        return new CallHandlers(settings, scopes, adapter::getObject, admission);
    }

    @Bean
    WebMvcConfigurer onefoldCalls(CallHandlers calls) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(calls);
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean
    UnavailableResolver unavailableResolver(IdempotencySettings settings) {
        return new UnavailableResolver(settings);
    }

    @Bean
    WebMvcConfigurer onefoldUnsupportedKeys(IdempotencySettings settings) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                if (settings.unsupported() != UnsupportedKeys.IGNORE) {
                    registry.addInterceptor(new UnsupportedKeyInterceptor(settings));
                }
            }
        };
    }
}
