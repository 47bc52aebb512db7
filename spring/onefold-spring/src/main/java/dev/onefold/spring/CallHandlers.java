package dev.onefold.spring;

import dev.onefold.Call;
import dev.onefold.Operation;
import dev.onefold.http.HttpContract;
import dev.onefold.http.KeyHeader;
import dev.onefold.spring.Requests.Reading;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Handlers that run their operation themselves, such as a coalesced one, and take the request's {@link Call} as a
 * parameter: under which key it comes, whose it is and what it asks. A request without a valid key, or of nobody, is refused
 * as at an {@link Idempotent} handler. Return the operation's {@link dev.onefold.Outcome}.
 *
 * <pre>{@code
 * @PostMapping("/stock/{code}/taken")
 * Outcome<Left> take(Call call, @PathVariable String code, @RequestBody Take take) {
 *     return takes.execute(call, take.from(code));
 * }
 * }</pre>
 */
public final class CallHandlers implements HandlerAdapter, HandlerMethodArgumentResolver, Ordered {

    private final HttpContract contract;
    private final Requests requests;
    private final Supplier<RequestMappingHandlerAdapter> delegate;

    /**
     * An adapter around Spring's own.
     *
     * @param settings whose contract says what a key is
     * @param delegate calls the handlers
     * @param admission judges the age of keys; its quota is not asked
     */
    public CallHandlers(
            IdempotencySettings settings,
            ScopeResolver scopes,
            Supplier<RequestMappingHandlerAdapter> delegate,
            Admission admission) {
        this.contract = Contracts.withinRetention(settings.contract(), settings.retention());
        this.requests = new Requests(scopes, admission);
        this.delegate = delegate;
    }

    /** The key with which the handler's call came, if it takes one. */
    static Optional<KeyHeader.Valid> key(HttpServletRequest request) {
        return Optional.ofNullable((KeyHeader.Valid) request.getAttribute(KeyHeader.class.getName()));
    }

    static boolean takesCall(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters()).anyMatch(CallHandlers::isCall);
    }

    private static boolean isCall(MethodParameter parameter) {
        return parameter.getParameterType() == Call.class;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public boolean supports(Object handler) {
        return handler instanceof HandlerMethod method
                && takesCall(method)
                && !method.hasMethodAnnotation(Idempotent.class);
    }

    @Override
    public @Nullable ModelAndView handle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        Reading reading = requests.read(request, operation(request, contract));
        if (reading instanceof Reading.Refused refused) {
            Reply.send(contract.answers().to(refused.problem()), null, response);
            return null;
        }
        Reading.Keyed keyed = (Reading.Keyed) reading;
        HttpServletRequest known = keyed.request();
        known.setAttribute(Call.class.getName(), keyed.call());
        known.setAttribute(KeyHeader.class.getName(), keyed.key());
        return delegate.get().handle(known, response, handler);
    }

    /** Named by its mapping, as handlers are; the record has the name of the operation that the handler runs. */
    private static HandlerOperation<?> operation(HttpServletRequest request, HttpContract contract) {
        String mapping =
                request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String name = mapping.length() > 100 ? mapping.substring(0, 100) : mapping;
        return new HandlerOperation<>(
                Operation.transactional(name, contract.responses().codec()),
                contract,
                KeyPresence.REQUIRED,
                null,
                null,
                null);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return isCall(parameter);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest known = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        return Objects.requireNonNull(
                known.getAttribute(Call.class.getName()),
                () -> parameter.getMethod()
                        + " is @Idempotent, so its call is made by Onefold: remove the annotation, or"
                        + " the parameter");
    }
}
