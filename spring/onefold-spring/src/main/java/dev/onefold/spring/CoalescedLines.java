package dev.onefold.spring;

import dev.onefold.Coalesced;
import dev.onefold.CoalescedOperation;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Outcome;
import dev.onefold.Scope;
import dev.onefold.http.HttpContract;
import dev.onefold.http.Problem;
import dev.onefold.http.RecordedResponse;
import dev.onefold.http.ResponsePolicy.Ending;
import dev.onefold.spring.Requests.Reading;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/**
 * The requests of handlers with {@link CoalescedWork}, in one line for each handler. What a request asks is made of it by its
 * own thread, which alone may use it; the work, and the writing of answers, is done by whoever commits.
 */
final class CoalescedLines {

    /** What came of a request, and the response to what was thrown if that was it. */
    record Answered(Outcome<RecordedResponse> outcome, Handling.@Nullable Ended ended) {}

    /** Tells what handlers and their work threw from what the engine throws. */
    private static final class WorkFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final Exception thrown;

        WorkFailedException(Exception thrown) {
            super(null, thrown, false, false);
            this.thrown = thrown;
        }
    }

    /** A request in line: what it asks, or what was thrown instead, and the response to that if something makes one. */
    private static final class Asked {

        private final Scope scope;
        private final String path;
        private @Nullable Object request;
        private @Nullable Exception thrown;
        private Handling.@Nullable Ended failed;
        private boolean isCounted;

        Asked(Reading.Keyed keyed) {
            this.scope = keyed.scope();
            this.path = keyed.request().getRequestURI();
        }
    }

    private final Onefold<Connection> onefold;
    private final Handling handling;
    private final Admission admission;
    private final ReplyWriter writer;
    private final Map<Method, Coalesced<Asked, RecordedResponse, Exception>> lines = new HashMap<>();

    CoalescedLines(Onefold<Connection> onefold, Handling handling, Admission admission, ReplyWriter writer) {
        this.onefold = onefold;
        this.handling = handling;
        this.admission = admission;
        this.writer = writer;
    }

    /** To be called once for each handler, at start. */
    void open(
            HandlerMethod handler,
            CoalescedOperation<RecordedResponse> operation,
            HttpContract contract,
            CoalescedWork<?> work) {
        lines.put(handler.getMethod(), onefold.coalesced(operation, (connection, all) -> {
            try {
                return decide(contract, work, all);
            } catch (Exception failure) {
                throw onefold.isTransient(failure) ? failure : new WorkFailedException(failure);
            }
        }));
    }

    /** @throws Exception what the handler or the work threw, if nothing makes a response of it, or what the engine threw */
    Answered answer(HttpContract contract, Reading.Keyed keyed, HandlerMethod handler, HttpServletResponse response)
            throws Exception {
        Coalesced<Asked, RecordedResponse, Exception> line = Objects.requireNonNull(lines.get(handler.getMethod()));
        Asked asked = new Asked(keyed);
        try {
            Outcome<RecordedResponse> outcome = line.executeMade(keyed.call(), () -> {
                ask(asked, contract, keyed, handler, response);
                return asked;
            });
            return new Answered(outcome, asked.failed);
        } catch (WorkFailedException failure) {
            if (failure.thrown == asked.thrown) {
                throw asked.thrown;
            }
            // the work threw: the policy says what of that is remembered
            fail(asked, contract, keyed, handler, response, failure.thrown);
            if (asked.thrown != null) {
                throw asked.thrown;
            }
            return new Answered(line.execute(keyed.call(), asked), asked.failed);
        }
    }

    private void ask(
            Asked asked,
            HttpContract contract,
            Reading.Keyed keyed,
            HandlerMethod handler,
            HttpServletResponse response) {
        try {
            CapturingResponse nothing = new CapturingResponse(response, contract.maxResponseBytes());
            asked.request = handling.asked(keyed.request(), nothing, handler);
        } catch (Exception thrown) {
            fail(asked, contract, keyed, handler, response, thrown);
        }
    }

    private void fail(
            Asked asked,
            HttpContract contract,
            Reading.Keyed keyed,
            HandlerMethod handler,
            HttpServletResponse response,
            Exception thrown) {
        try {
            CapturingResponse capture = new CapturingResponse(response, contract.maxResponseBytes());
            asked.failed = handling.failed(keyed.request(), capture, handler, thrown);
        } catch (Exception unanswerable) {
            asked.thrown = unanswerable;
        }
    }

    private List<Decision<RecordedResponse>> decide(HttpContract contract, CoalescedWork<?> work, List<Asked> all)
            throws Exception {
        Map<Asked, Decision<RecordedResponse>> decisions = new HashMap<>();
        List<Asked> wanted = new ArrayList<>();
        for (Asked asked : all) {
            Optional<Problem> refused = asked.isCounted ? Optional.empty() : admission.newKey(contract, asked.scope);
            if (refused.isPresent()) {
                decisions.put(asked, IdempotentHandlers.refusal(refused.get()));
            } else if (asked.thrown != null) {
                throw asked.thrown;
            } else if (asked.failed != null) {
                Decision<RecordedResponse> no = contract.responses().decide(asked.failed.response(), Ending.THROWN);
                decisions.put(asked, all.size() == 1 ? no : withoutEffects(no));
            } else {
                wanted.add(asked);
            }
            asked.isCounted = refused.isEmpty();
        }
        decisions.putAll(run(contract, work, wanted));
        return all.stream()
                .map(asked -> Objects.requireNonNull(decisions.get(asked)))
                .toList();
    }

    private Map<Asked, Decision<RecordedResponse>> run(HttpContract contract, CoalescedWork<?> work, List<Asked> wanted)
            throws Exception {
        Map<Asked, Decision<RecordedResponse>> decisions = new HashMap<>();
        if (wanted.isEmpty()) {
            return decisions;
        }
        List<CoalescedReply> replies =
                run(work, wanted.stream().map(asked -> asked.request).toList());
        if (replies.size() != wanted.size()) {
            throw new IllegalStateException(
                    work.getClass() + " gave " + replies.size() + " replies to " + wanted.size() + " requests");
        }
        for (int i = 0; i < replies.size(); i++) {
            decisions.put(wanted.get(i), decision(contract, replies.get(i), wanted.get(i).path));
        }
        return decisions;
    }

    @SuppressWarnings("unchecked") // the requests are what the handler returns, which the inspector compared
    private static <Q> List<CoalescedReply> run(CoalescedWork<Q> work, List<?> requests) throws Exception {
        return work.run((List<Q>) requests);
    }

    private Decision<RecordedResponse> decision(HttpContract contract, CoalescedReply reply, String path)
            throws IOException {
        RecordedResponse response = writer.write(reply.entity(), path, contract.maxResponseBytes());
        return contract.responses().decide(response, reply.undone() ? Ending.THROWN : Ending.RETURNED);
    }

    /** Nothing was done that would have to be undone, so nobody else is disturbed. */
    private static Decision<RecordedResponse> withoutEffects(Decision<RecordedResponse> decision) {
        return decision instanceof Decision.Reject<RecordedResponse> reject
                ? new Decision.Decline<>(reject.rejection())
                : decision;
    }
}
