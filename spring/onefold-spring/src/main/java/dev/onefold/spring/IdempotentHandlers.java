package dev.onefold.spring;

import dev.onefold.Attempt;
import dev.onefold.CoalescedOperation;
import dev.onefold.Decision;
import dev.onefold.LeaseLostException;
import dev.onefold.LeasedOperation;
import dev.onefold.LeasedRun;
import dev.onefold.Onefold;
import dev.onefold.Outcome;
import dev.onefold.OverloadedException;
import dev.onefold.Rejection;
import dev.onefold.StoreUnavailableException;
import dev.onefold.TransactionalOperation;
import dev.onefold.UnreadableAnswerException;
import dev.onefold.http.Answer;
import dev.onefold.http.Answers;
import dev.onefold.http.HttpContract;
import dev.onefold.http.InDoubt;
import dev.onefold.http.OperationDescription;
import dev.onefold.http.Problem;
import dev.onefold.http.Problems;
import dev.onefold.http.RecordedResponse;
import dev.onefold.http.UnreadableResponseException;
import dev.onefold.spring.Requests.Reading;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.Ordered;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The handler adapter for {@link Idempotent} handlers. It comes after the application's filters, security and
 * interceptors, so these see replays as they see first requests, and around everything that makes the response.
 *
 * <p>All handlers are found and checked when the application context is ready.
 */
public final class IdempotentHandlers implements HandlerAdapter, Ordered, SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(IdempotentHandlers.class);

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Duration STORE_RETRY_AFTER = Duration.ofSeconds(1);

    private final Onefold<Connection> onefold;
    private final IdempotencySettings settings;
    private final Admission admission;
    private final Requests requests;
    private final HandlerInspector inspector;
    private final Supplier<List<RequestMappingHandlerMapping>> mappings;
    private final Handling handling;
    private final CoalescedLines lines;
    private final Supplier<RequestMappingHandlerAdapter> delegate;
    private final CurrentStates currentStates;
    private final Map<Method, HandlerOperation<?>> operations = new HashMap<>();

    /**
     * An adapter around Spring's own.
     *
     * @param mappings where handlers are looked for
     * @param delegate calls the handlers
     * @param resolvers make responses from exceptions, in their order
     * @param beans has those that annotations name
     * @param admission what is asked of a request beside its record
     */
    public IdempotentHandlers(
            Onefold<Connection> onefold,
            IdempotencySettings settings,
            ScopeResolver scopes,
            Supplier<List<RequestMappingHandlerMapping>> mappings,
            Supplier<RequestMappingHandlerAdapter> delegate,
            Supplier<List<HandlerExceptionResolver>> resolvers,
            BeanFactory beans,
            Admission admission) {
        this.onefold = onefold;
        this.admission = admission;
        this.settings = settings;
        this.requests = new Requests(scopes, admission);
        this.inspector = new HandlerInspector(settings, beans);
        this.mappings = mappings;
        this.currentStates = new CurrentStates(delegate);
        this.handling = new Handling(delegate, resolvers, onefold::isTransient);
        this.lines = new CoalescedLines(onefold, handling, admission, new ReplyWriter(delegate));
        this.delegate = delegate;
    }

    /** The attempt under which a leased handler runs, whose fence its effects should check. Empty in any other. */
    public static Optional<Attempt> attempt(HttpServletRequest request) {
        return Optional.ofNullable((Attempt) request.getAttribute(Attempt.class.getName()));
    }

    /** @throws IllegalStateException if a handler cannot be protected, naming it and what to change */
    @Override
    public void afterSingletonsInstantiated() {
        for (RequestMappingHandlerMapping mapping : mappings.get()) {
            mapping.getHandlerMethods().forEach((info, handler) -> {
                Idempotent annotation = handler.getMethodAnnotation(Idempotent.class);
                if (annotation != null) {
                    HandlerOperation<?> operation = inspector.inspect(info, handler, annotation);
                    onefold.declare(operation.operation());
                    operations.put(handler.getMethod(), operation);
                    CoalescedWork<?> work = operation.work();
                    if (work != null) {
                        lines.open(handler, coalesced(operation), operation.contract(), work);
                    }
                }
            });
        }
        ReturnedRequests.keptBy(delegate.get());
    }

    /** What a handler promises, to be put into a description of the API. Empty if it is not idempotent. */
    public Optional<OperationDescription> describe(HandlerMethod handler) {
        return Optional.ofNullable(operations.get(handler.getMethod())).map(IdempotentHandlers::described);
    }

    /** What all handlers promise, by the names of their operations. */
    public Map<String, OperationDescription> descriptions() {
        Map<String, OperationDescription> all = new TreeMap<>();
        operations.values().forEach(each -> all.put(each.operation().name(), described(each)));
        return all;
    }

    private static OperationDescription described(HandlerOperation<?> handler) {
        return new OperationDescription(
                handler.operation(),
                handler.contract(),
                handler.presence() == KeyPresence.REQUIRED,
                handler.operation() instanceof LeasedOperation);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public boolean supports(Object handler) {
        return handler instanceof HandlerMethod method
                && (operations.containsKey(method.getMethod()) || method.hasMethodAnnotation(Idempotent.class));
    }

    @Override
    public @Nullable ModelAndView handle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        HandlerMethod method = (HandlerMethod) handler;
        PendingResponse pending = PendingResponse.of(request);
        if (pending != null) {
            proceed(pending, request, method);
            return null;
        }
        HandlerOperation<?> operation = operations.get(method.getMethod());
        if (operation == null) {
            throw new IllegalStateException("@Idempotent handler " + method.getShortLogMessage()
                    + " was mapped after the start, unchecked: map it before the application context is ready.");
        }
        if (SAFE.contains(request.getMethod())) {
            return handling.plainly(request, response, method);
        }
        Reading reading = requests.read(request, operation);
        if (reading instanceof Reading.Unsupported
                && !UnsupportedKeyInterceptor.mayRun(operation.contract(), settings.unsupported(), response)) {
            return null;
        }
        if (reading instanceof Reading.Unprotected || reading instanceof Reading.Unsupported) {
            return handling.plainly(request, response, method);
        }
        Answers answers = operation.contract().answers();
        if (reading instanceof Reading.Refused refused) {
            Reply.send(answers.to(refused.problem()), null, response);
            return null;
        }
        Reading.Keyed keyed = (Reading.Keyed) reading;
        Problems problems = operation.contract().problems();
        if (operation.guard() != null && !operation.guard().allows(request)) {
            Reply.send(
                    answers.to(problems.plain(403, "Forbidden", "This answer is not yours to see.")), null, response);
            return null;
        }
        Optional<Problem> full = admission.enter(operation.contract(), keyed.scope());
        if (full.isPresent()) {
            Reply.send(answers.to(full.get(), keyed.key()), null, response);
            return null;
        }
        try {
            answer(operation, keyed, method, response);
        } catch (OverloadedException e) {
            log.debug("Operation '{}' was refused", operation.operation().name(), e);
            Reply.send(answers.to(problems.overloaded(e.retryAfter()), keyed.key()), null, response);
        } catch (StoreUnavailableException e) {
            log.warn("Operation '{}' was refused", operation.operation().name(), e);
            Reply.send(answers.to(problems.storeUnavailable(STORE_RETRY_AFTER), keyed.key()), null, response);
        } catch (UnreadableAnswerException | UnreadableResponseException e) {
            log.error(
                    "An answer of operation '{}' cannot be told",
                    operation.operation().name(),
                    e);
            Reply.send(answers.to(problems.resultUnavailable(), keyed.key()), null, response);
        } catch (ResponseTooLargeException e) {
            log.error("Operation '{}' was undone", operation.operation().name(), e);
            Problem problem =
                    problems.plain(500, "Internal Server Error", "The answer is too large. Nothing was done.");
            Reply.send(answers.to(problem, keyed.key()), null, response);
        } finally {
            afterwards(request, () -> admission.leave(keyed.scope()));
        }
        return null;
    }

    private static void afterwards(HttpServletRequest request, Runnable end) {
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new CompletionListener(end));
        } else {
            end.run();
        }
    }

    private void answer(
            HandlerOperation<?> handler, Reading.Keyed keyed, HandlerMethod method, HttpServletResponse response)
            throws Exception {
        if (handler.operation() instanceof LeasedOperation<?>) {
            lease(handler, leased(handler), keyed, method, response);
        } else if (handler.work() != null) {
            CoalescedLines.Answered answered = lines.answer(handler.contract(), keyed, method, response);
            Answer answer = handler.contract().answers().to(answered.outcome(), keyed.key());
            Reply.send(current(handler, keyed, answer, response), answered.ended(), response);
        } else {
            transact(handler, transactional(handler), keyed, method, response);
        }
    }

    private void transact(
            HandlerOperation<?> handler,
            TransactionalOperation<RecordedResponse> operation,
            Reading.Keyed keyed,
            HandlerMethod method,
            HttpServletResponse response)
            throws Exception {
        HttpContract contract = handler.contract();
        Made made = new Made();
        Outcome<RecordedResponse> outcome = onefold.decide(operation, keyed.call(), connection -> {
            Optional<Problem> refused = made.isCounted ? Optional.empty() : admission.newKey(contract, keyed.scope());
            if (refused.isPresent()) {
                return refusal(refused.get());
            }
            made.isCounted = true;
            CapturingResponse capture = new CapturingResponse(response, contract.maxResponseBytes());
            Handling.Ended ended = handling.runInTransaction(keyed.request(), capture, method);
            made.ended = ended;
            return contract.responses().decide(ended.response(), ended.ending());
        });
        Answer answer = contract.answers().to(outcome, keyed.key());
        Reply.send(current(handler, keyed, answer, response), made.ended, response);
    }

    /** The answer to send, if the contract replays the current state. */
    private Answer current(
            HandlerOperation<?> handler, Reading.Keyed keyed, Answer answer, HttpServletResponse response)
            throws Exception {
        CurrentState state = handler.currentState();
        if (state == null
                || answer.origin() != Answer.Origin.RECORD
                || answer.response().status() >= 300) {
            return answer;
        }
        HttpContract contract = handler.contract();
        RecordedResponse now =
                currentStates.read(state, keyed.request(), answer.response(), response, contract.maxResponseBytes());
        return contract.answers().current(answer, now, keyed.key());
    }

    /** The last response that the handler made: it may have run before, in a transaction that did not pass. */
    private static final class Made {
        private Handling.@Nullable Ended ended;
        private boolean isCounted;
    }

    /** Nothing is run or remembered. */
    static Decision<RecordedResponse> refusal(Problem problem) {
        return new Decision.Discard<>(
                new Rejection("http-" + problem.status(), problem.toResponse().toContent()));
    }

    private void lease(
            HandlerOperation<?> handler,
            LeasedOperation<RecordedResponse> operation,
            Reading.Keyed keyed,
            HandlerMethod method,
            HttpServletResponse response)
            throws Exception {
        LeasedRun<RecordedResponse> run = onefold.start(operation, keyed.call());
        Outcome<RecordedResponse> answered = run.answered();
        if (answered != null) {
            Answer answer = leasedAnswers(handler.contract()).to(answered, keyed.key());
            Reply.send(current(handler, keyed, answer, response), null, response);
            return;
        }
        Optional<Problem> refused = admission.newKey(handler.contract(), keyed.scope());
        if (refused.isPresent()) {
            Outcome<RecordedResponse> outcome = run.finish(refusal(refused.get()));
            Reply.send(leasedAnswers(handler.contract()).to(outcome, keyed.key()), null, response);
            return;
        }
        HttpServletRequest request = keyed.request();
        request.setAttribute(Attempt.class.getName(), run.attempt());
        CapturingResponse capture =
                new CapturingResponse(response, handler.contract().maxResponseBytes());
        PendingResponse pending = new PendingResponse(run, handler.contract(), capture, response, keyed.key());
        pending.onRequest(request);
        proceed(pending, request, method);
        if (request.isAsyncStarted()) {
            pending.watch(request);
        }
    }

    /** Runs the handler, or goes on with what it returned once the container has dispatched the request again. */
    private void proceed(PendingResponse pending, HttpServletRequest request, HandlerMethod method) throws Exception {
        try {
            Handling.Ended ended = pending.guarding(() -> handling.runLeased(request, pending.capture(), method));
            if (!request.isAsyncStarted()) {
                reply(pending, request, ended);
            }
        } catch (LeaseLostException | ResponseTooLargeException e) {
            log.warn("A run ended without an answer that can be told", e);
            pending.offRequest(request);
            Problem problem = pending.contract().problems().outcomeUnknown(InDoubt.RECONCILE);
            Reply.send(leasedAnswers(pending.contract()).to(problem, pending.key()), null, pending.response());
        }
    }

    private void reply(PendingResponse pending, HttpServletRequest request, Handling.Ended ended) throws IOException {
        pending.offRequest(request);
        Outcome<RecordedResponse> outcome = pending.end(ended);
        Reply.send(leasedAnswers(pending.contract()).to(outcome, pending.key()), ended, pending.response());
    }

    private static Answers leasedAnswers(HttpContract contract) {
        return contract.answers().inDoubt(InDoubt.RECONCILE);
    }

    @SuppressWarnings("unchecked") // the inspector makes operations of recorded responses only
    private static LeasedOperation<RecordedResponse> leased(HandlerOperation<?> handler) {
        return (LeasedOperation<RecordedResponse>) handler.operation();
    }

    @SuppressWarnings("unchecked") // as above
    private static CoalescedOperation<RecordedResponse> coalesced(HandlerOperation<?> handler) {
        return (CoalescedOperation<RecordedResponse>) handler.operation();
    }

    @SuppressWarnings("unchecked") // as above
    private static TransactionalOperation<RecordedResponse> transactional(HandlerOperation<?> handler) {
        return (TransactionalOperation<RecordedResponse>) handler.operation();
    }
}
