package dev.onefold.spring;

import dev.onefold.http.EntityTag;
import dev.onefold.http.Preconditions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;

/** Preconditions of requests (RFC 9110, 13), for handlers. What they refuse is thrown as a Spring error response. */
public final class ConditionalRequests {

    private ConditionalRequests() {}

    /** What the request asks by {@code If-Match} and {@code If-None-Match}. */
    public static Preconditions preconditions(HttpServletRequest request) {
        return Preconditions.of(lines(request, HttpHeaders.IF_MATCH), lines(request, HttpHeaders.IF_NONE_MATCH));
    }

    /**
     * The answer to a GET or HEAD: 200 with the tag, or 304 without a body where the caller has it already.
     *
     * @param current of the body that would be sent
     * @param body made only if it is sent
     * @throws ErrorResponseException 412 or 400, if the request has an {@code If-Match} that does not hold or cannot be
     *     read
     */
    public static <T> ResponseEntity<T> read(
            HttpServletRequest request, EntityTag current, Supplier<? extends T> body) {
        Preconditions.Result result = preconditions(request).toRead(Optional.of(current));
        return switch (result) {
            case PROCEED -> ResponseEntity.ok().eTag(current.toString()).body(body.get());
            case NOT_MODIFIED ->
                ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                        .eTag(current.toString())
                        .build();
            case FAILED, REQUIRED, MALFORMED -> throw refusal(result);
        };
    }

    /**
     * The version that a change is meant for, to be put into the write itself.
     *
     * @throws ErrorResponseException 428 if the request has no {@code If-Match}, 400 if it cannot be read, 412 if it is
     *     not one tag of {@link EntityTag#ofVersion}
     */
    public static long expectedVersion(HttpServletRequest request) {
        Preconditions preconditions = preconditions(request);
        if (preconditions.expectedVersion().isPresent()) {
            return preconditions.expectedVersion().getAsLong();
        }
        Preconditions.Result result = preconditions.toChange(Optional.empty());
        throw refusal(result == Preconditions.Result.PROCEED ? Preconditions.Result.FAILED : result);
    }

    private static ErrorResponseException refusal(Preconditions.Result result) {
        return new ErrorResponseException(
                switch (result) {
                    case REQUIRED -> HttpStatus.PRECONDITION_REQUIRED;
                    case MALFORMED -> HttpStatus.BAD_REQUEST;
                    default -> HttpStatus.PRECONDITION_FAILED;
                });
    }

    private static List<String> lines(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }
}
