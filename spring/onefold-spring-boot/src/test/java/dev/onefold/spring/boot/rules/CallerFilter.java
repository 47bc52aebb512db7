package dev.onefold.spring.boot.rules;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates: a token becomes a principal, and a revoked one is refused before anything else is looked at. */
final class CallerFilter extends OncePerRequestFilter {

    /** Tokens that no longer let anybody in. */
    static final Set<String> REVOKED = ConcurrentHashMap.newKeySet();

    private static final String BEARER = "Bearer ";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header == null || !header.startsWith(BEARER)) {
            chain.doFilter(request, response);
            return;
        }
        String token = header.substring(BEARER.length());
        if (REVOKED.contains(token)) {
            response.setStatus(401);
            response.setHeader("WWW-Authenticate", "Bearer");
            return;
        }
        Caller caller = Caller.byToken(token);
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public Principal getUserPrincipal() {
                        return caller;
                    }
                },
                response);
    }
}
