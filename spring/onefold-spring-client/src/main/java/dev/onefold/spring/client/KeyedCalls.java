package dev.onefold.spring.client;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * Opens an {@link IntentScope} around every {@link KeyedCall}. It comes before all other advice, also before that of
 * {@code @Retryable}, which Spring puts in front of what it finds: so it has no order, which makes Spring run it after those
 * that have one, and puts itself in front again.
 */
public final class KeyedCalls implements BeanPostProcessor {

    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private final Pointcut annotated = new AnnotationMatchingPointcut(null, KeyedCall.class, true);
    private final Advisor advisor = new DefaultPointcutAdvisor(annotated, (MethodInterceptor) this::invoke);
    private final Map<Method, Call> calls = new ConcurrentHashMap<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof AopInfrastructureBean || !AopUtils.canApply(annotated, AopUtils.getTargetClass(bean))) {
            return bean;
        }
        if (bean instanceof Advised advised && !advised.isFrozen()) {
            advised.addAdvisor(0, advisor);
            return bean;
        }
        ProxyFactory proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(bean.getClass().getInterfaces().length == 0);
        proxy.addAdvisor(advisor);
        return proxy.getProxy(bean.getClass().getClassLoader());
    }

    // a scope gives what its code gives, null among it, which NullAway does not follow into a type's parameter
    @SuppressWarnings("NullAway")
    private @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Method method = target == null
                ? invocation.getMethod()
                : AopUtils.getMostSpecificMethod(invocation.getMethod(), target.getClass());
        Call call = calls.computeIfAbsent(method, Call::of);
        return IntentScope.call(call.intent(invocation), invocation::proceed);
    }

    /**
     * How calls of a method are named.
     *
     * @param expression null for names that never come again
     */
    private record Call(Method method, @Nullable Expression expression) {

        static Call of(Method method) {
            KeyedCall annotation = AnnotatedElementUtils.findMergedAnnotation(method, KeyedCall.class);
            String text = annotation == null ? "" : annotation.value();
            return new Call(method, text.isEmpty() ? null : new SpelExpressionParser().parseExpression(text));
        }

        String intent(MethodInvocation invocation) {
            String name = method.getDeclaringClass().getSimpleName() + "." + method.getName() + ":";
            if (expression == null) {
                return name + UUID.randomUUID();
            }
            String value = expression.getValue(
                    new MethodBasedEvaluationContext(new Object(), method, invocation.getArguments(), NAMES),
                    String.class);
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException(
                        "The name of what " + method + " wants is empty, by " + expression.getExpressionString());
            }
            return name + value;
        }
    }
}
