package dev.onefold.shop.client;

import dev.onefold.shop.web.BodyLimit;
import dev.onefold.shop.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in callbacks that their provider signed, as a {@link ShopClient} of the role {@link Role#PROVIDER}. */
@Component
@Order(ApiKeyFilter.ORDER)
class SignatureFilter extends OncePerRequestFilter {

    static final String PREFIX = "/api/callbacks/";

    private static final String PROVIDER = "X-Provider";
    private static final String TIMESTAMP = "X-Signature-Timestamp";
    private static final String SIGNATURE = "X-Signature";

    private final Signatures signatures;
    private final ProblemWriter problems;
    private final BodyLimit limit;

    SignatureFilter(Signatures signatures, ProblemWriter problems, BodyLimit limit) {
        this.signatures = signatures;
        this.problems = problems;
        this.limit = limit;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().startsWith(PREFIX);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<byte[]> body = limit.read(request.getInputStream());
        if (body.isEmpty()) {
            problems.write(response, HttpStatus.CONTENT_TOO_LARGE, "content-too-large", limit.toString());
            return;
        }
        Optional<ShopClient> provider = signatures.verify(
                request.getHeader(PROVIDER), request.getHeader(TIMESTAMP), request.getHeader(SIGNATURE), body.get());
        if (provider.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "HMAC-SHA256");
            problems.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "unauthorized",
                    "A callback needs its provider's signature over the time, which is now, and the body.");
            return;
        }
        request.setAttribute(ShopClient.TENANT_ATTRIBUTE, provider.get().tenant());
        chain.doFilter(new SignedRequest(request, provider.get(), body.get()), response);
    }
}
