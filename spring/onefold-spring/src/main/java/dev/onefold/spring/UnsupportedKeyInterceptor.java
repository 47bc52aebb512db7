package dev.onefold.spring;

import dev.onefold.http.HttpContract;
import dev.onefold.http.KeyHeader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Does with keys that are sent to other handlers than {@link Idempotent} ones what {@link UnsupportedKeys} says. */
public final class UnsupportedKeyInterceptor implements HandlerInterceptor {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final IdempotencySettings settings;

    /** Looks for keys where the {@linkplain IdempotencySettings#contract() usual contract} has them. */
    public UnsupportedKeyInterceptor(IdempotencySettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        HttpContract contract = settings.contract();
        boolean unprotected = handler instanceof HandlerMethod method
                && !method.hasMethodAnnotation(Idempotent.class)
                && !CallHandlers.takesCall(method)
                && !SAFE.contains(request.getMethod());
        boolean keyed = unprotected
                && !(contract.keys().read(name -> Collections.list(request.getHeaders(name)))
                        instanceof KeyHeader.Missing);
        return !keyed || mayRun(contract, settings.unsupported(), response);
    }

    /** False if the answer is given. */
    static boolean mayRun(HttpContract contract, UnsupportedKeys way, HttpServletResponse response) throws IOException {
        if (way == UnsupportedKeys.REJECT) {
            Reply.send(
                    contract.answers()
                            .to(contract.problems()
                                    .keyNotSupported(contract.keys().header())),
                    null,
                    response);
            return false;
        }
        if (way == UnsupportedKeys.REPORT) {
            response.setHeader("Idempotency-Status", "ignored");
        }
        return true;
    }
}
