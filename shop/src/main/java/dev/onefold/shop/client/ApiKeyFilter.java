package dev.onefold.shop.client;

import dev.onefold.shop.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in who has a key, as a {@link ShopClient}; the health check and the API's own documentation are open to all, and
 * callbacks are the {@link SignatureFilter}'s.
 */
@Component
@Order(ApiKeyFilter.ORDER)
class ApiKeyFilter extends OncePerRequestFilter {

    /** Where a security filter customarily stands: whatever asks who calls comes after it. */
    static final int ORDER = -100;

    private static final Logger log = LoggerFactory.getLogger(ApiKeyFilter.class);
    private static final String SCHEME = "Bearer ";
    private static final int MAX_KEY_CHARACTERS = 512;
    private static final List<String> OPEN_PATHS = List.of("/actuator/health", "/v3/api-docs", "/swagger-ui.html");
    private static final List<String> OPEN_PREFIXES =
            List.of("/v3/api-docs/", "/v3/api-docs.", "/swagger-ui/", SignatureFilter.PREFIX);

    private final ApiKeys keys;
    private final ProblemWriter problems;

    ApiKeyFilter(ApiKeys keys, ProblemWriter problems) {
        this.keys = keys;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return OPEN_PATHS.contains(path) || OPEN_PREFIXES.stream().anyMatch(path::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<ShopClient> client;
        try {
            client = presentedKey(request).flatMap(keys::find);
        } catch (DataAccessException failure) {
            log.warn("API keys cannot be looked up", failure);
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            problems.write(
                    response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Nothing was done. Repeat the request.");
            return;
        }
        if (client.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(response, HttpStatus.UNAUTHORIZED, "unauthorized", "The request needs a valid API key.");
            return;
        }
        request.setAttribute(ShopClient.TENANT_ATTRIBUTE, client.get().tenant());
        chain.doFilter(new AuthenticatedRequest(request, client.get(), "BEARER"), response);
    }

    private static Optional<String> presentedKey(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(key -> !key.isEmpty() && key.length() <= MAX_KEY_CHARACTERS);
    }
}
