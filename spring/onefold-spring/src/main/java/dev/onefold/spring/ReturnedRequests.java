package dev.onefold.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Keeps what a handler with {@link CoalescedWork} returns, which is no response. */
final class ReturnedRequests implements HandlerMethodReturnValueHandler {

    private static final String RETURNED = ReturnedRequests.class.getName();

    private ReturnedRequests() {}

    /** Comes before Spring's own, which would write it. */
    static void keptBy(RequestMappingHandlerAdapter adapter) {
        List<HandlerMethodReturnValueHandler> all = new ArrayList<>();
        all.add(new ReturnedRequests());
        all.addAll(Objects.requireNonNull(adapter.getReturnValueHandlers()));
        adapter.setReturnValueHandlers(all);
    }

    /** What the handler returned. */
    static Object of(HttpServletRequest request) {
        return Objects.requireNonNull(
                request.getAttribute(RETURNED), "The handler returned null, which asks for nothing");
    }

    @Override
    public boolean supportsReturnType(MethodParameter type) {
        Idempotent annotation = type.getMethodAnnotation(Idempotent.class);
        return annotation != null && annotation.coalesced() != CoalescedWork.class;
    }

    @Override
    public void handleReturnValue(
            @Nullable Object returned,
            MethodParameter type,
            ModelAndViewContainer container,
            NativeWebRequest request) {
        container.setRequestHandled(true);
        if (returned != null) {
            request.setAttribute(RETURNED, returned, RequestAttributes.SCOPE_REQUEST);
        }
    }
}
