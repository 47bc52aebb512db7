package dev.onefold.check.toys;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The orders of a toy behind a server that speaks HTTP/2. */
public final class OverServlets extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Orders orders;

    /** Answers as these do. */
    public OverServlets(Orders orders) {
        this.orders = orders;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        Collections.list(request.getHeaderNames())
                .forEach(
                        name -> headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name))));
        headers.getOrDefault("idempotency-key", List.of()).forEach(key -> orders.announced(key, request));
        byte[] body = request.getInputStream().readAllBytes();
        Received received = new Received(
                request.getMethod(),
                request.getRequestURI(),
                String.valueOf(request.getQueryString()).replace("null", ""),
                headers,
                Received.unpacked(body, false),
                true,
                request,
                () -> false);
        Reply reply = orders.answer(received);
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        response.getOutputStream().print(reply.body());
    }
}
