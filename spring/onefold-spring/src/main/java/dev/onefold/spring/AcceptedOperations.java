package dev.onefold.spring;

import dev.onefold.Attempt;
import dev.onefold.Codec;
import dev.onefold.Content;
import dev.onefold.LeasedOperation;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Rejection;
import dev.onefold.Scope;
import dev.onefold.TransactionalOperation;
import dev.onefold.jdbc.Accepted;
import dev.onefold.jdbc.JdbcAcceptedWork;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Work that a handler accepts with 202 and an address to read, and that is done later.
 *
 * <p>Accepting belongs into an {@link Idempotent} handler that is transactional: then the work, the answer and the key's
 * record commit together, and a repeat is told the same address. What is done, and its end, are those of
 * {@link JdbcAcceptedWork}; this speaks HTTP and JSON.
 */
public final class AcceptedOperations {

    private static final String RETRY_AFTER_SECONDS = "1";
    private static final String JSON = "application/json";

    /**
     * Accepted work.
     *
     * @param <C> what it takes part by: a connection, or an attempt
     * @param <I> what is to be done
     * @param <R> what it returns
     */
    @FunctionalInterface
    public interface Doing<C, I, R> {

        /**
         * Runs once per committed outcome, as the mode of its operation says.
         *
         * @throws dev.onefold.RejectedException to end the work with a no
         * @throws Exception for anything else: it is tried again
         */
        R run(C resource, I input, Accepted accepted) throws Exception;
    }

    private final JdbcAcceptedWork work;
    private final CurrentConnection connection;
    private final ScopeResolver scopes;
    private final Supplier<JsonMapper> json;
    private final String path;

    /**
     * Accepted work under an address.
     *
     * @param path in front of the name of a piece of work, such as {@code /operations/}
     */
    public AcceptedOperations(
            JdbcAcceptedWork work,
            CurrentConnection connection,
            ScopeResolver scopes,
            Supplier<JsonMapper> json,
            String path) {
        this.work = work;
        this.connection = connection;
        this.scopes = scopes;
        this.json = json;
        this.path = path.endsWith("/") ? path : path + "/";
    }

    /** Says how an operation is done, in a transaction of its own in which its end commits too. Before any request. */
    public <I, R> void register(TransactionalOperation<R> operation, Class<I> input, Doing<Connection, I, R> doing) {
        work.register(operation, (transaction, accepted) -> doing.run(transaction, read(accepted, input), accepted));
    }

    /** Says how an operation is done, under a lease whose fence its effects should check. Before any request. */
    public <I, R> void register(LeasedOperation<R> operation, Class<I> input, Doing<Attempt, I, R> doing) {
        work.register(operation, (attempt, accepted) -> doing.run(attempt, read(accepted, input), accepted));
    }

    /** Stored as JSON, for operations whose answer is one of the application's types. */
    public <R> Codec<R> codec(Class<R> type) {
        return new Codec<>() {
            @Override
            public Content encode(R value) {
                return Content.of(JSON, json.get().writeValueAsBytes(value));
            }

            @Override
            public R decode(Content content) {
                return json.get().readValue(content.bytes(), type);
            }
        };
    }

    /**
     * Accepts work for the request's caller in the transaction of the calling thread.
     *
     * @return 202 with the {@code Location} to read and a {@code Retry-After}
     * @throws IllegalStateException if the request has no caller whose the work could be, or the thread no transaction
     */
    public ResponseEntity<Void> accept(HttpServletRequest request, Operation<?> operation, Object input) {
        Scope scope = scopes.resolve(request)
                .orElseThrow(() -> new IllegalStateException("Work is accepted for somebody, and nobody is known"));
        Content content = Content.of(JSON, json.get().writeValueAsBytes(input));
        String id = work.accept(connection.get(), operation, scope, content);
        return ResponseEntity.accepted()
                .location(URI.create(path + id))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    /** What has become of it, for the request's caller; 404 if it has no such work. Never cached. */
    public ResponseEntity<OperationView> read(HttpServletRequest request, String id) {
        Optional<Outcome<Content>> found =
                scopes.resolve(request).flatMap(scope -> work.read(scope, id, Codec.content()));
        if (found.isEmpty()) {
            return ResponseEntity.notFound()
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        if (found.get() instanceof Outcome.InProgress) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.body(view(id, found.get()));
    }

    private OperationView view(String id, Outcome<Content> outcome) {
        if (outcome instanceof Outcome.Replayed<Content> done) {
            return OperationView.succeeded(id, tree(done.value()));
        }
        if (outcome instanceof Outcome.Rejected<Content> failed) {
            Rejection no = failed.rejection();
            return OperationView.failed(
                    id, new OperationView.Failure(no.code(), no.detail().text()));
        }
        return switch (outcome.kind()) {
            case IN_PROGRESS -> OperationView.of(id, OperationView.State.RUNNING);
            case EXPIRED -> OperationView.of(id, OperationView.State.EXPIRED);
            default -> OperationView.of(id, OperationView.State.UNKNOWN);
        };
    }

    /** Text that is no JSON is told as text. */
    private JsonNode tree(Content content) {
        return content.mediaType().equals(JSON)
                ? json.get().readTree(content.bytes())
                : json.get().valueToTree(content.text());
    }

    private <I> I read(Accepted accepted, Class<I> type) {
        return json.get().readValue(accepted.input().bytes(), type);
    }
}
