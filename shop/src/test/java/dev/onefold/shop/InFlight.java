package dev.onefold.shop;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that are under way, for {@link Without#meet}. */
@Without.TestDouble
class InFlight implements Filter {

    private static final AtomicInteger REQUESTS = new AtomicInteger();

    static int requests() {
        return REQUESTS.get();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        REQUESTS.incrementAndGet();
        try {
            chain.doFilter(request, response);
        } finally {
            REQUESTS.decrementAndGet();
        }
    }
}
