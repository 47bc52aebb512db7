package dev.onefold.interop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.web.filter.OncePerRequestFilter;

/** What came over the wire, told by the caller's account. */
final class Attempts extends OncePerRequestFilter {

    /**
     * A request that came.
     *
     * @param status of the response to it
     */
    record Attempt(String account, String key, int status) {}

    private final List<Attempt> all = new CopyOnWriteArrayList<>();

    /** The attempts of an account that were answered, in the order of their answers. */
    List<Attempt> of(String account) {
        return all.stream().filter(each -> each.account().endsWith(account)).toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // as it leaves, so that who has the answer finds the attempt
        chain.doFilter(request, new HttpServletResponseWrapper(response) {
            private boolean noted;

            @Override
            public ServletOutputStream getOutputStream() throws IOException {
                if (!noted) {
                    noted = true;
                    all.add(new Attempt(
                            String.valueOf(request.getHeader("Authorization")),
                            String.valueOf(request.getHeader("Idempotency-Key")),
                            getStatus()));
                }
                return super.getOutputStream();
            }
        });
    }
}
