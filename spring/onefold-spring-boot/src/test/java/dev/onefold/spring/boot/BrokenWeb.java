package dev.onefold.spring.boot;

import dev.onefold.Call;
import dev.onefold.Decision;
import dev.onefold.Fingerprint;
import dev.onefold.LeasedOperation;
import dev.onefold.LeasedRun;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.http.RecordedResponse;
import dev.onefold.http.ResponsePolicy;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Web parts with a common mistake each. */
final class BrokenWeb {

    private BrokenWeb() {}

    /** Shows the same path for every request below it, or no query, once a request has found its handler. */
    static Filter narrowing(@Nullable String path, boolean hidesQuery) {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                chain.doFilter(new Narrowed(request, path, hidesQuery), response);
            }
        };
    }

    private static final class Narrowed extends HttpServletRequestWrapper {

        private final @Nullable String path;
        private final boolean hidesQuery;

        Narrowed(HttpServletRequest request, @Nullable String path, boolean hidesQuery) {
            super(request);
            this.path = path;
            this.hidesQuery = hidesQuery;
        }

        private boolean isMapped() {
            return getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) != null;
        }

        @Override
        public String getRequestURI() {
            return path != null && isMapped() && super.getRequestURI().startsWith(path) ? path : super.getRequestURI();
        }

        @Override
        public @Nullable String getQueryString() {
            return hidesQuery && isMapped() ? null : super.getQueryString();
        }
    }

    /** Lets a store that tells early send the response there and then. */
    static final class EarlySending extends OncePerRequestFilter {

        private static final ThreadLocal<Early> CURRENT = new ThreadLocal<>();

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            Early early = new Early(response);
            CURRENT.set(early);
            try {
                chain.doFilter(request, early);
            } finally {
                CURRENT.remove();
            }
        }

        void send(RecordedResponse response) {
            CURRENT.get().send(response);
        }
    }

    private static final class Early extends HttpServletResponseWrapper {

        private boolean sent;

        Early(HttpServletResponse response) {
            super(response);
        }

        void send(RecordedResponse recorded) {
            try {
                HttpServletResponse response = (HttpServletResponse) getResponse();
                response.setStatus(recorded.status());
                recorded.fields().forEach(field -> response.setHeader(field.name(), field.value()));
                // what fails after this closes the connection, on which no other request may be under way
                response.setHeader("Connection", "close");
                response.setContentLength(recorded.body().length);
                response.getOutputStream().write(recorded.body());
                response.flushBuffer();
                sent = true;
            } catch (IOException failure) {
                throw new IllegalStateException("The client is gone", failure);
            }
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return sent ? new Nowhere() : super.getOutputStream();
        }

        @Override
        public void reset() {
            if (!sent) {
                super.reset();
            }
        }

        @Override
        public void resetBuffer() {
            if (!sent) {
                super.resetBuffer();
            }
        }
    }

    private static final class Nowhere extends ServletOutputStream {

        private final OutputStream nowhere = OutputStream.nullOutputStream();

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("There is nothing to wait for");
        }

        @Override
        public void write(int b) throws IOException {
            nowhere.write(b);
        }
    }

    /** Records what there is when an asynchronous handler returns. */
    static final class HastyAdapter implements HandlerAdapter, PriorityOrdered {

        private final LeasedOperation<RecordedResponse> operation =
                Operation.leased("hasty", ResponsePolicy.standard().codec());
        private final Supplier<Onefold<Connection>> onefold;
        private final Supplier<RequestMappingHandlerAdapter> delegate;

        HastyAdapter(Supplier<Onefold<Connection>> onefold, Supplier<RequestMappingHandlerAdapter> delegate) {
            this.onefold = onefold;
            this.delegate = delegate;
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

        @Override
        public boolean supports(Object handler) {
            return handler instanceof HandlerMethod method
                    && DeferredResult.class.isAssignableFrom(method.getMethod().getReturnType());
        }

        @Override
        public @Nullable ModelAndView handle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws Exception {
            if (request.getAttribute(HastyAdapter.class.getName()) != null) {
                return delegate.get().handle(request, response, handler);
            }
            request.setAttribute(HastyAdapter.class.getName(), true);
            String key = Objects.requireNonNull(request.getHeader("Idempotency-Key"));
            Call call = Call.of(new Scope("", "somebody"), key, Fingerprint.ofText(request.getRequestURI()));
            LeasedRun<RecordedResponse> run = onefold.get().start(operation, call);
            Outcome<RecordedResponse> answered = run.answered();
            if (answered instanceof Outcome.Replayed<RecordedResponse> replayed) {
                response.setHeader("Idempotent-Replayed", "true");
                response.getOutputStream().write(replayed.value().body());
                return null;
            }
            ModelAndView view = delegate.get().handle(request, response, handler);
            run.finish(new Decision.Accept<>(RecordedResponse.of(response.getStatus(), List.of(), new byte[0])));
            return view;
        }
    }
}
