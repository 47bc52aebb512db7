package dev.onefold.spring.boot;

import dev.onefold.Onefold;
import dev.onefold.Scope;
import dev.onefold.spring.CallHandlers;
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
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

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
    IdempotentHandlers idempotentHandlers(
            Onefold<Connection> onefold,
            IdempotencySettings settings,
            ScopeResolver scopes,
            ObjectProvider<RequestMappingHandlerMapping> mappings,
            @Qualifier("requestMappingHandlerAdapter") ObjectProvider<RequestMappingHandlerAdapter> adapter,
            ObjectProvider<HandlerExceptionResolver> resolvers,
            ListableBeanFactory beans) {
        return new IdempotentHandlers(
                onefold,
                settings,
                scopes,
                () -> mappings.orderedStream().toList(),
                adapter::getObject,
                () -> resolvers.orderedStream().toList(),
                beans);
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
            @Qualifier("requestMappingHandlerAdapter") ObjectProvider<RequestMappingHandlerAdapter> adapter) {
        return new CallHandlers(settings, scopes, adapter::getObject);
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
