package dev.onefold.spring;

import dev.onefold.LeaseLostException;
import dev.onefold.http.RecordedResponse;
import dev.onefold.http.ResponsePolicy.Ending;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Calls a handler and makes its response, from what it returned or from what it threw, as the dispatcher would. */
final class Handling {

    /**
     * A response, and how the handler came to it.
     *
     * @param replaced names of the header fields that the handler set, where it added the others
     */
    record Ended(RecordedResponse response, Ending ending, Set<String> replaced) {

        static Ended of(CapturingResponse capture, Ending ending) {
            return new Ended(capture.recorded(), ending, capture.replaced());
        }
    }

    private static final int MOST_CAUSES = 20;

    private final Supplier<RequestMappingHandlerAdapter> delegate;
    private final Supplier<List<HandlerExceptionResolver>> resolvers;
    private final Predicate<Throwable> isTransient;

    /**
     * The calling of handlers.
     *
     * @param isTransient whether a failure asks for another run rather than for a response
     */
    Handling(
            Supplier<RequestMappingHandlerAdapter> delegate,
            Supplier<List<HandlerExceptionResolver>> resolvers,
            Predicate<Throwable> isTransient) {
        this.delegate = delegate;
        this.resolvers = resolvers;
        this.isTransient = isTransient;
    }

    /** Without protection. */
    @Nullable
    ModelAndView plainly(HttpServletRequest request, HttpServletResponse response, HandlerMethod method)
            throws Exception {
        return delegate.get().handle(request, response, method);
    }

    /**
     * With the response captured, under a lease.
     *
     * @throws LeaseLostException if that is why the handler ended: there is no response of its own then
     * @throws ResponseTooLargeException if the response cannot be recorded
     * @throws Exception what the handler threw, if nothing makes a response of it
     */
    Ended runLeased(HttpServletRequest request, CapturingResponse capture, HandlerMethod method) throws Exception {
        try {
            return answered(request, capture, method);
        } catch (Exception failure) {
            Optional<LeaseLostException> lost = causes(failure)
                    .filter(LeaseLostException.class::isInstance)
                    .map(LeaseLostException.class::cast)
                    .findFirst();
            if (lost.isPresent()) {
                throw lost.get();
            }
            refuseTooLarge(failure);
            resolve(request, capture, method, failure);
            return Ended.of(capture, Ending.THROWN);
        }
    }

    /**
     * With the response captured, in a transaction that is run again from its beginning if the database asks for it:
     * then there is no response to make yet.
     *
     * @throws ResponseTooLargeException if the response cannot be recorded
     * @throws Exception what the handler threw, if nothing makes a response of it
     */
    Ended runInTransaction(HttpServletRequest request, CapturingResponse capture, HandlerMethod method)
            throws Exception {
        try {
            return answered(request, capture, method);
        } catch (Exception failure) {
            if (isTransient.test(failure)) {
                throw failure;
            }
            return failed(request, capture, method, failure);
        }
    }

    /** What a handler with {@link CoalescedWork} asks for. */
    Object asked(HttpServletRequest request, CapturingResponse capture, HandlerMethod method) throws Exception {
        delegate.get().handle(request, capture, method);
        return ReturnedRequests.of(request);
    }

    /**
     * The response to what was thrown.
     *
     * @throws ResponseTooLargeException if that is what was thrown
     * @throws Exception what was thrown, if nothing makes a response of it
     */
    Ended failed(HttpServletRequest request, CapturingResponse capture, HandlerMethod method, Exception failure)
            throws Exception {
        refuseTooLarge(failure);
        resolve(request, capture, method, failure);
        return Ended.of(capture, Ending.THROWN);
    }

    /** No resolver may make an answer of it that says that something happened, or did not. */
    private static void refuseTooLarge(Exception failure) throws ResponseTooLargeException {
        Optional<ResponseTooLargeException> tooLarge = causes(failure)
                .filter(ResponseTooLargeException.class::isInstance)
                .map(ResponseTooLargeException.class::cast)
                .findFirst();
        if (tooLarge.isPresent()) {
            throw tooLarge.get();
        }
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MOST_CAUSES);
    }

    private Ended answered(HttpServletRequest request, CapturingResponse capture, HandlerMethod method)
            throws Exception {
        ModelAndView view = delegate.get().handle(request, capture, method);
        if (view != null) {
            throw new IllegalStateException("@Idempotent handler " + method.getShortLogMessage()
                    + " rendered a view, which cannot be recorded");
        }
        return Ended.of(capture, Ending.RETURNED);
    }

    private void resolve(HttpServletRequest request, CapturingResponse capture, HandlerMethod method, Exception failure)
            throws Exception {
        capture.reset();
        request.removeAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
        for (HandlerExceptionResolver resolver : resolvers.get()) {
            ModelAndView made = resolver.resolveException(request, capture, method, failure);
            if (made != null && made.isEmpty()) {
                return;
            }
            if (made != null) {
                // an error page is a view; the dispatcher renders it, and nothing is recorded
                throw failure;
            }
        }
        throw failure;
    }
}
