package dev.onefold.spring;

import dev.onefold.OverloadedException;
import dev.onefold.StoreUnavailableException;
import dev.onefold.http.HttpContract;
import dev.onefold.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Tells a caller that nothing happened, and to come again later: 503 with {@code Retry-After}, where too many wait or the
 * records cannot be reached. Before the application's own resolvers, which would make a 500 of it.
 */
public final class UnavailableResolver implements HandlerExceptionResolver, Ordered {

    private static final Logger log = LoggerFactory.getLogger(UnavailableResolver.class);

    private static final Duration STORE_RETRY_AFTER = Duration.ofSeconds(1);

    private final HttpContract contract;

    public UnavailableResolver(IdempotencySettings settings) {
        this.contract = settings.contract();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        Problem problem;
        if (failure instanceof OverloadedException overloaded) {
            log.debug("A request was refused, as too many wait", failure);
            problem = contract.problems().overloaded(overloaded.retryAfter());
        } else if (failure instanceof StoreUnavailableException) {
            log.warn("A request was refused", failure);
            problem = contract.problems().storeUnavailable(STORE_RETRY_AFTER);
        } else {
            return null;
        }
        try {
            Reply.send(contract.answers().to(problem), null, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }
}
