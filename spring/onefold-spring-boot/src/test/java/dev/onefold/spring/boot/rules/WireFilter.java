package dev.onefold.spring.boot.rules;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The layer around the handlers: adds header fields of this exchange, breaks the wire where a request asks for it, and
 * counts the requests that came and went.
 */
final class WireFilter extends OncePerRequestFilter {

    /** How many bytes of the response get out before the wire breaks. */
    static final String BREAK_AFTER_BYTES = "X-Break-After-Bytes";

    /** A name under which a request is counted. */
    static final String TRACE = "X-Trace";

    private static final Map<String, AtomicInteger> CAME = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> WENT = new ConcurrentHashMap<>();

    static int came(String trace) {
        return CAME.getOrDefault(trace, new AtomicInteger()).get();
    }

    static int went(String trace) {
        return WENT.getOrDefault(trace, new AtomicInteger()).get();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String trace = request.getHeader(TRACE);
        count(CAME, trace);
        response.addHeader("X-Request-Id", "of-" + request.getHeader("X-Request-Id"));
        response.addHeader("Vary", "Origin");
        if (request.getHeader("X-Session") != null) {
            response.addCookie(new Cookie("session", request.getHeader("X-Session")));
        }
        int breakAfter = request.getIntHeader(BREAK_AFTER_BYTES);
        try {
            chain.doFilter(request, breakAfter < 0 ? response : new Breaking(response, breakAfter));
        } finally {
            count(WENT, trace);
        }
    }

    private static void count(Map<String, AtomicInteger> counts, String trace) {
        if (trace != null) {
            counts.computeIfAbsent(trace, any -> new AtomicInteger()).incrementAndGet();
        }
    }

    private static final class Breaking extends HttpServletResponseWrapper {

        private final int afterBytes;

        Breaking(HttpServletResponse response, int afterBytes) {
            super(response);
            this.afterBytes = afterBytes;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            ServletOutputStream out = super.getOutputStream();
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new IllegalStateException();
                }

                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] from, int offset, int length) throws IOException {
                    if (afterBytes > 0) {
                        out.write(from, offset, Math.min(length, afterBytes));
                        out.flush();
                    }
                    throw new IOException("The wire broke after " + afterBytes + " bytes");
                }
            };
        }
    }
}
