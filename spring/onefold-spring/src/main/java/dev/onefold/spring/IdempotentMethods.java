package dev.onefold.spring;

import dev.onefold.Onefold;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * The advice for {@link Idempotent} service methods, inside of retries and outside of {@code @Transactional}. Every bean
 * is checked when the application context is ready.
 */
public final class IdempotentMethods extends StaticMethodMatcherPointcutAdvisor implements SmartInitializingSingleton {

    /** Retries, which come first, then this, then transactions, which come last. */
    private static final int ORDER = Ordered.LOWEST_PRECEDENCE - 100;

    private final transient Supplier<Onefold<Connection>> onefold;
    private final transient IdempotencySettings settings;
    private final transient Supplier<JsonMapper> json;
    private final transient ListableBeanFactory beans;
    private final transient Map<Target, ServiceOperation> operations = new ConcurrentHashMap<>();

    /**
     * Advice for the beans of a factory.
     *
     * @param json writes arguments and answers
     */
    public IdempotentMethods(
            Supplier<Onefold<Connection>> onefold,
            IdempotencySettings settings,
            Supplier<JsonMapper> json,
            ListableBeanFactory beans) {
        this.onefold = onefold;
        this.settings = settings;
        this.json = json;
        this.beans = beans;
        setOrder(ORDER);
        setClassFilter(new Services());
        setAdvice((MethodInterceptor) this::invoke);
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
        if (annotated(specific) == null) {
            return false;
        }
        if (!Proxy.isProxyClass(targetClass)) {
            ServiceChecks.checkVisible(userClass(targetClass), specific);
        }
        return true;
    }

    /** @throws IllegalStateException if a method cannot be protected, naming it and what to change */
    @Override
    public void afterSingletonsInstantiated() {
        for (String name : beans.getBeanNamesForType(Object.class, false, false)) {
            Class<?> type = target(name);
            if (type != null) {
                check(userClass(type));
            }
        }
    }

    /** The class behind the bean's proxy, if it has one. */
    private @Nullable Class<?> target(String name) {
        return beans instanceof ConfigurableListableBeanFactory configurable
                ? AutoProxyUtils.determineTargetClass(configurable, name)
                : beans.getType(name, false);
    }

    private void check(Class<?> type) {
        Map<Method, Idempotent> methods =
                MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<Idempotent>) this::annotated);
        if (methods.isEmpty() || isController(type)) {
            return;
        }
        methods.forEach((method, annotation) -> ServiceChecks.check(type, method, annotation));
        methods.keySet().forEach(method -> operation(new Target(type, method)));
    }

    private @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : AopUtils.getTargetClass(target);
        Method method = AopUtils.getMostSpecificMethod(invocation.getMethod(), type);
        return operation(new Target(userClass(type), method)).call(onefold.get(), invocation);
    }

    private ServiceOperation operation(Target target) {
        return operations.computeIfAbsent(target, found -> {
            Idempotent annotation = annotated(found.method());
            if (annotation == null) {
                throw new IllegalStateException(found + " is not @Idempotent");
            }
            ServiceOperation operation =
                    ServiceOperation.of(found.type(), found.method(), annotation, settings, json.get());
            onefold.get().declare(operation.operation());
            return operation;
        });
    }

    private @Nullable Idempotent annotated(Method method) {
        return AnnotatedElementUtils.findMergedAnnotation(method, Idempotent.class);
    }

    private static Class<?> userClass(Class<?> type) {
        return ClassUtils.getUserClass(type);
    }

    private static boolean isController(Class<?> type) {
        return AnnotatedElementUtils.hasAnnotation(type, Controller.class);
    }

    /** A method of a bean's class; two classes that inherit it have an operation each. */
    private record Target(Class<?> type, Method method) {}

    /** Handlers are protected around their requests, not around their methods. */
    private static final class Services implements ClassFilter {
        @Override
        public boolean matches(Class<?> type) {
            return !isController(type);
        }
    }
}
