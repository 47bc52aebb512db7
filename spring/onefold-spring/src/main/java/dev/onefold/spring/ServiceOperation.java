package dev.onefold.spring;

import dev.onefold.Call;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.Decision;
import dev.onefold.Fingerprint;
import dev.onefold.LeasedOperation;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.RejectedException;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.http.FingerprintRule;
import dev.onefold.http.RequestFingerprint;
import dev.onefold.http.RequestHead;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.sql.Connection;
import java.util.Optional;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** An idempotent service method: how its arguments become a call, and its outcome a return. */
record ServiceOperation(
        Operation<Optional<Object>> operation, Method method, Expression key, Expression scope, JsonMapper json) {

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();
    private static final String JSON = "application/json";

    /**
     * The operation of a bean's method.
     *
     * @param type the bean's class, which may have inherited the method
     */
    static ServiceOperation of(
            Class<?> type, Method method, Idempotent annotation, IdempotencySettings settings, JsonMapper json) {
        SpelExpressionParser parser = new SpelExpressionParser();
        String name = annotation.name().isEmpty() ? type.getSimpleName() + "." + method.getName() : annotation.name();
        Codec<Optional<Object>> codec =
                codec(json, GenericTypeResolver.resolveType(method.getGenericReturnType(), type));
        Durations durations = new Durations(settings, name, annotation);
        Operation<Optional<Object>> operation = annotation.mode() == Idempotent.Mode.LEASED
                ? Operation.leased(name, codec)
                        .with(durations.retention())
                        .with(durations.waiting())
                        .with(Durations.lease(annotation))
                : Operation.transactional(name, codec)
                        .with(durations.retention())
                        .with(durations.waiting());
        return new ServiceOperation(
                operation,
                method,
                parser.parseExpression(annotation.key()),
                parser.parseExpression(annotation.scope()),
                json);
    }

    @Nullable
    Object call(Onefold<Connection> onefold, MethodInvocation invocation) throws Throwable {
        Call call = call(invocation);
        Outcome<Optional<Object>> outcome = operation instanceof TransactionalOperation<Optional<Object>> transactional
                ? onefold.decide(transactional, call, connection -> accepted(invocation))
                : onefold.decide((LeasedOperation<Optional<Object>>) operation, call, attempt -> accepted(invocation));
        if (outcome instanceof Outcome.Applied<Optional<Object>> applied) {
            return applied.value().orElse(null);
        }
        if (outcome instanceof Outcome.Replayed<Optional<Object>> replayed) {
            return replayed.value().orElse(null);
        }
        if (outcome instanceof Outcome.Rejected<Optional<Object>> rejected) {
            throw new RejectedException(rejected.rejection());
        }
        throw new IdempotentCallException(operation.name(), outcome);
    }

    private static Decision<Optional<Object>> accepted(MethodInvocation invocation) throws Exception {
        try {
            return new Decision.Accept<>(Optional.ofNullable(invocation.proceed()));
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("Neither an exception nor an error was thrown", failure);
        }
    }

    private Call call(MethodInvocation invocation) {
        Object[] arguments = invocation.getArguments();
        var context = new MethodBasedEvaluationContext(this, method, arguments, NAMES);
        return Call.of(
                new Scope("", text("scope", scope.getValue(context))),
                text("key", key.getValue(context)),
                fingerprint(arguments));
    }

    private String text(String what, @Nullable Object value) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("The " + what + " of @Idempotent " + method + " is empty for this call");
        }
        return value.toString();
    }

    private Fingerprint fingerprint(Object[] arguments) {
        byte[] body = json.writeValueAsBytes(arguments);
        RequestHead head = new RequestHead(operation.name(), "CALL", "/", null, JSON);
        if (RequestFingerprint.of(head, body) instanceof RequestFingerprint.Fingerprinted fingerprinted) {
            return fingerprinted.fingerprint();
        }
        throw new IllegalArgumentException("The arguments of @Idempotent " + method + " are larger than "
                + FingerprintRule.standard().maxBodyBytes() + " bytes as JSON, or nested too deeply");
    }

    /** JSON of the declared return type: what a class was called when it was stored does not matter. */
    private static Codec<Optional<Object>> codec(JsonMapper json, Type declared) {
        JavaType type = json.constructType(declared);
        return new Codec<>() {
            @Override
            public Content encode(Optional<Object> value) {
                byte[] bytes =
                        value.isEmpty() ? new byte[0] : json.writerFor(type).writeValueAsBytes(value.get());
                return Content.of(JSON, bytes);
            }

            @Override
            public Optional<Object> decode(Content content) {
                byte[] bytes = content.bytes();
                return bytes.length == 0 ? Optional.empty() : Optional.ofNullable(json.readValue(bytes, type));
            }
        };
    }
}
