package dev.onefold.spring;

import dev.onefold.Call;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Operation;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.StoreUnavailableException;
import dev.onefold.TransactionalOperation;
import dev.onefold.http.Answer;
import dev.onefold.http.HttpContract;
import dev.onefold.http.KeyHeader;
import dev.onefold.http.Problem;
import dev.onefold.http.RecordedResponse;
import dev.onefold.http.RecordedResponse.Field;
import dev.onefold.http.RequestFingerprint;
import dev.onefold.http.RequestHead;
import dev.onefold.http.ResponsePolicy.Ending;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests with many items, each with a key and an outcome of its own.
 *
 * <p>Items are done one after another in their order, each in a transaction of its own that its record commits with: what
 * is done stays done whatever becomes of the others, and the same batch sent again is told the answers of those and does the
 * rest. Two items with one key have one effect. Inside a transaction of the caller's (a transactional {@link Idempotent}
 * handler is one) items commit or roll back with it.
 */
public final class Batches {

    private static final Logger log = LoggerFactory.getLogger(Batches.class);

    private static final int MULTI_STATUS = 207;
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final Duration STORE_RETRY_AFTER = Duration.ofSeconds(1);

    /** An operation on items, as {@link Batches#operation} makes it. */
    public static final class ItemOperation {

        private final TransactionalOperation<RecordedResponse> operation;
        private final HttpContract contract;
        private final int status;

        private ItemOperation(TransactionalOperation<RecordedResponse> operation, HttpContract contract, int status) {
            this.operation = operation;
            this.contract = contract;
            this.status = status;
        }
    }

    private final Onefold<Connection> onefold;
    private final IdempotencySettings settings;
    private final ScopeResolver scopes;
    private final Supplier<JsonMapper> json;
    private final Admission admission;
    private final int mostItems;

    /**
     * Batches with the contract, retention and waiting of all operations.
     *
     * @param admission judges the age of keys; its quota is not asked
     * @param mostItems in one batch; 1 to 10,000
     */
    public Batches(
            Onefold<Connection> onefold,
            IdempotencySettings settings,
            ScopeResolver scopes,
            Supplier<JsonMapper> json,
            Admission admission,
            int mostItems) {
        if (mostItems < 1 || mostItems > 10_000) {
            throw new IllegalArgumentException("A batch has at most 1 to 10,000 items, not " + mostItems);
        }
        this.onefold = onefold;
        this.settings = settings;
        this.scopes = scopes;
        this.json = json;
        this.admission = admission;
        this.mostItems = mostItems;
    }

    /**
     * Declares what is done with items.
     *
     * @param name of the operation, 1 to 100 characters; keys are bound to it
     * @param status of an item that was done, such as 201
     */
    public ItemOperation operation(String name, int status) {
        HttpContract contract = Contracts.withinRetention(settings.contract(), settings.retention());
        TransactionalOperation<RecordedResponse> operation = Operation.transactional(
                        name, contract.responses().codec())
                .with(settings.retention())
                .with(settings.waiting());
        onefold.declare(operation);
        return new ItemOperation(operation, contract, status);
    }

    /**
     * Does each item once per key.
     *
     * <p>The work's answer is stored as JSON and told with the operation's status. An exception that is an {@link
     * ErrorResponse} is that status and a problem, remembered or not as the contract says; a {@code RejectedException} is a
     * remembered 409; anything else is a 500 that is not remembered. When the records cannot be reached, that item and all
     * after it are 503.
     *
     * @param key of an item; null if it has none
     * @return 207 with one result for each item in their order; 413 for too many items, 401 without a caller: nothing
     *     was done then
     */
    public <I, R> ResponseEntity<Object> run(
            HttpServletRequest request,
            ItemOperation operation,
            List<I> items,
            Function<? super I, @Nullable String> key,
            Function<? super I, ? extends R> work) {
        Optional<Scope> scope = scopes.resolve(request);
        if (scope.isEmpty()) {
            return refused(operation.contract.problems().scopeMissing());
        }
        if (items.size() > mostItems) {
            return refused(operation
                    .contract
                    .problems()
                    .plain(413, "Content Too Large", "A batch has at most " + mostItems + " items."));
        }
        return ResponseEntity.status(HttpStatusCode.valueOf(MULTI_STATUS))
                .cacheControl(CacheControl.noStore())
                .body(Map.of("items", results(request, operation, scope.get(), items, key, work)));
    }

    private <I, R> List<ItemView> results(
            HttpServletRequest request,
            ItemOperation operation,
            Scope scope,
            List<I> items,
            Function<? super I, @Nullable String> key,
            Function<? super I, ? extends R> work) {
        List<ItemView> results = new ArrayList<>();
        boolean reachable = true;
        for (I item : items) {
            if (reachable) {
                try {
                    results.add(result(request, operation, scope, item, key.apply(item), work));
                    continue;
                } catch (StoreUnavailableException e) {
                    log.warn("Items of operation '{}' were refused", operation.operation.name(), e);
                    reachable = false;
                }
            }
            results.add(told(operation.contract.problems().storeUnavailable(STORE_RETRY_AFTER)));
        }
        return results;
    }

    private <I, R> ItemView result(
            HttpServletRequest request,
            ItemOperation operation,
            Scope scope,
            I item,
            @Nullable String sent,
            Function<? super I, ? extends R> work) {
        HttpContract contract = operation.contract;
        KeyHeader key = contract.keys().syntax().parse(sent == null ? List.of() : List.of(sent));
        if (key instanceof KeyHeader.Invalid invalid) {
            return told(contract.problems().keyInvalid(invalid.reason()));
        }
        if (!(key instanceof KeyHeader.Valid valid)) {
            return told(contract.problems().keyMissing("key in each item"));
        }
        Optional<Problem> age = admission.age(contract, valid, request);
        if (age.isPresent()) {
            return told(age.get());
        }
        RequestHead head = new RequestHead(
                operation.operation.name(),
                request.getMethod(),
                request.getRequestURI(),
                request.getQueryString(),
                JSON);
        byte[] content = json.get().writeValueAsBytes(item);
        RequestFingerprint read = RequestFingerprint.of(head, content, contract.fingerprint());
        if (!(read instanceof RequestFingerprint.Fingerprinted fingerprinted)) {
            return told(contract.problems().bodyTooLarge(contract.fingerprint().maxBodyBytes()));
        }
        return done(operation, contract.call(scope, valid, head, fingerprinted), valid, () -> work.apply(item));
    }

    private <R> ItemView done(ItemOperation operation, Call call, KeyHeader.Valid key, Supplier<R> work) {
        HttpContract contract = operation.contract;
        try {
            Outcome<RecordedResponse> outcome =
                    onefold.decide(operation.operation, call, connection -> decision(operation, work));
            return told(contract.answers().to(outcome, key));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("An item of operation '{}' failed", operation.operation.name(), e);
            return told(contract.problems().plain(500, "Internal Server Error", "This item failed. Nothing was done."));
        }
    }

    private <R> Decision<RecordedResponse> decision(ItemOperation operation, Supplier<R> work) {
        HttpContract contract = operation.contract;
        try {
            byte[] body = json.get().writeValueAsBytes(work.get());
            Field type = new Field("Content-Type", JSON);
            return contract.responses()
                    .decide(RecordedResponse.of(operation.status, List.of(type), body), Ending.RETURNED);
        } catch (RuntimeException failure) {
            if (!(failure instanceof ErrorResponse error) || onefold.isTransient(failure)) {
                throw failure;
            }
            String title = Optional.ofNullable(error.getBody().getTitle()).orElse("Refused");
            String detail = Optional.ofNullable(error.getBody().getDetail()).orElse(title);
            Problem problem = contract.problems().plain(error.getStatusCode().value(), title, detail);
            return contract.responses().decide(problem.toResponse(), Ending.THROWN);
        }
    }

    private ItemView told(Problem problem) {
        return told(new Answer(problem.toResponse(), Answer.Origin.PROBLEM));
    }

    private ItemView told(Answer answer) {
        RecordedResponse response = answer.response();
        JsonNode body = response.body().length == 0 ? null : json.get().readTree(response.body());
        boolean replayed = answer.origin() == Answer.Origin.RECORD;
        return response.status() < 400
                ? new ItemView(response.status(), replayed, body, null)
                : new ItemView(response.status(), replayed, null, body);
    }

    private static ResponseEntity<Object> refused(Problem problem) {
        RecordedResponse response = problem.toResponse();
        ResponseEntity.BodyBuilder entity = ResponseEntity.status(response.status());
        response.fields().forEach(field -> entity.header(field.name(), field.value()));
        return entity.body(response.body());
    }
}
