package dev.onefold.spring;

import dev.onefold.Outcome;
import dev.onefold.http.Answer;
import dev.onefold.http.Answers;
import dev.onefold.http.Marker;
import dev.onefold.http.RecordedResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Makes the response of a handler that returns an {@link Outcome}, by the table of {@link Answers#withoutKey}, or, if the
 * handler takes a {@link dev.onefold.Call}, by that of requests with a key.
 *
 * <p>An applied answer is written as if the handler had returned it: with the handler's status, or, if it is a
 * {@link ResponseEntity}, with that one's status and header fields. A replayed answer is the same with
 * {@code Idempotent-Replayed: true}, and 200 in place of 201, since nothing was created now.
 */
public final class OutcomeHandlers implements HandlerMethodReturnValueHandler, SmartInitializingSingleton {

    private final Answers answers;
    private final Marker marker;
    private final Supplier<RequestMappingHandlerAdapter> adapter;
    private List<HandlerMethodReturnValueHandler> plain = List.of();

    /**
     * For the handlers that an adapter calls.
     *
     * @param settings whose contract tells problems and replays
     */
    public OutcomeHandlers(IdempotencySettings settings, Supplier<RequestMappingHandlerAdapter> adapter) {
        this.answers = settings.contract().answers().withoutEcho();
        this.marker = settings.contract().marker();
        this.adapter = adapter;
    }

    /** Comes before Spring's own, which would write the outcome itself. */
    @Override
    public void afterSingletonsInstantiated() {
        RequestMappingHandlerAdapter spring = adapter.get();
        plain = List.copyOf(Objects.requireNonNull(spring.getReturnValueHandlers()));
        List<HandlerMethodReturnValueHandler> all = new ArrayList<>(plain);
        all.add(0, this);
        spring.setReturnValueHandlers(all);
    }

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return Outcome.class.isAssignableFrom(returnType.getParameterType());
    }

    @Override
    public void handleReturnValue(
            @Nullable Object returned, MethodParameter type, ModelAndViewContainer container, NativeWebRequest request)
            throws Exception {
        HttpServletResponse response = Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class));
        Outcome<?> outcome = (Outcome<?>)
                Objects.requireNonNull(returned, () -> type.getMethod() + " returned no outcome, not even a no");
        if (outcome instanceof Outcome.Applied<?> applied) {
            write(applied.value(), type, container, request);
        } else if (outcome instanceof Outcome.Replayed<?> replayed) {
            response.setHeader(marker.name(), marker.replayed());
            if (response.getStatus() == HttpServletResponse.SC_CREATED) {
                response.setStatus(HttpServletResponse.SC_OK);
            }
            write(notCreated(replayed.value()), type, container, request);
        } else {
            container.setRequestHandled(true);
            HttpServletRequest sent = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
            Outcome<RecordedResponse> told = outcome.map(OutcomeHandlers::unreachable);
            Answer answer = CallHandlers.key(sent)
                    .map(key -> answers.to(told, key))
                    .orElseGet(() -> answers.withoutKey(told, isConditional(sent)));
            Reply.send(answer, null, response);
        }
    }

    private void write(
            @Nullable Object value, MethodParameter type, ModelAndViewContainer container, NativeWebRequest request)
            throws Exception {
        if (value == null) {
            container.setRequestHandled(true);
            return;
        }
        MethodParameter answer = new AnswerType(type, value.getClass());
        for (HandlerMethodReturnValueHandler each : plain) {
            if (each.supportsReturnType(answer)) {
                each.handleReturnValue(value, answer, container, request);
                return;
            }
        }
        throw new IllegalStateException("Nothing writes the " + value.getClass() + " of " + type.getMethod());
    }

    private static @Nullable Object notCreated(@Nullable Object value) {
        return value instanceof ResponseEntity<?> entity
                        && entity.getStatusCode().isSameCodeAs(HttpStatus.CREATED)
                ? new ResponseEntity<>(entity.getBody(), entity.getHeaders(), HttpStatus.OK)
                : value;
    }

    /** RFC 9110, 13.1: the preconditions of requests that change something. */
    private static boolean isConditional(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.IF_MATCH) != null
                || request.getHeader(HttpHeaders.IF_NONE_MATCH) != null
                || request.getHeader(HttpHeaders.IF_UNMODIFIED_SINCE) != null;
    }

    private static RecordedResponse unreachable(Object answer) {
        throw new IllegalStateException("An answer is written by Spring: " + answer.getClass());
    }

    /** The return type as the handler would have declared it without the outcome around it. */
    private static final class AnswerType extends MethodParameter {

        private final Class<?> type;
        private final Type generic;

        AnswerType(MethodParameter outcome, Class<?> type) {
            super(outcome);
            this.type = type;
            this.generic = ResolvableType.forType(outcome.getGenericParameterType())
                    .as(Outcome.class)
                    .getGeneric()
                    .getType();
        }

        private AnswerType(AnswerType other) {
            super(other);
            this.type = other.type;
            this.generic = other.generic;
        }

        @Override
        public Class<?> getParameterType() {
            return type;
        }

        @Override
        public Type getGenericParameterType() {
            return generic;
        }

        @Override
        public AnswerType clone() {
            return new AnswerType(this);
        }
    }
}
