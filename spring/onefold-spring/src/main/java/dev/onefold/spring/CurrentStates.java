package dev.onefold.spring;

import dev.onefold.http.RecordedResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Writes what a {@link CurrentState} says as Spring writes what a handler returns. */
final class CurrentStates {

    private static final MethodParameter TYPE = new MethodParameter(
            Objects.requireNonNull(ReflectionUtils.findMethod(
                    CurrentState.class, "now", HttpServletRequest.class, RecordedResponse.class)),
            -1);

    private final Supplier<RequestMappingHandlerAdapter> adapter;

    CurrentStates(Supplier<RequestMappingHandlerAdapter> adapter) {
        this.adapter = adapter;
    }

    RecordedResponse read(
            CurrentState state,
            HttpServletRequest repeat,
            RecordedResponse first,
            HttpServletResponse response,
            int maxBytes)
            throws Exception {
        ResponseEntity<?> now = state.now(repeat, first);
        CapturingResponse capture = new CapturingResponse(response, maxBytes);
        writer().handleReturnValue(now, TYPE, new ModelAndViewContainer(), new ServletWebRequest(repeat, capture));
        return capture.recorded();
    }

    private HandlerMethodReturnValueHandler writer() {
        return Objects.requireNonNull(adapter.get().getReturnValueHandlers()).stream()
                .filter(each -> each.supportsReturnType(TYPE))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nothing writes a ResponseEntity"));
    }
}
