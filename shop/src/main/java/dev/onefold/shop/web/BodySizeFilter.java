package dev.onefold.shop.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a body that says it is too large before any of it is read. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class BodySizeFilter extends OncePerRequestFilter {

    private final BodyLimit limit;
    private final ProblemWriter problems;

    BodySizeFilter(BodyLimit limit, ProblemWriter problems) {
        this.limit = limit;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!limit.admits(request.getContentLengthLong())) {
            problems.write(response, HttpStatus.CONTENT_TOO_LARGE, "content-too-large", limit.toString());
            return;
        }
        chain.doFilter(request, response);
    }
}
