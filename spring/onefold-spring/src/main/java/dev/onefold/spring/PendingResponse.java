package dev.onefold.spring;

import dev.onefold.Decision;
import dev.onefold.LeasedRun;
import dev.onefold.Outcome;
import dev.onefold.http.HttpContract;
import dev.onefold.http.KeyHeader;
import dev.onefold.http.RecordedResponse;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The response of a leased handler that is not finished, kept with its request over asynchronous dispatches. */
final class PendingResponse {

    private static final String ATTRIBUTE = PendingResponse.class.getName();

    /** A piece of the handler's run. */
    interface Piece {
        Handling.Ended run() throws Exception;
    }

    private final LeasedRun<RecordedResponse> run;
    private final HttpContract contract;
    private final CapturingResponse capture;
    private final HttpServletResponse response;
    private final KeyHeader.Valid key;
    private final AtomicBoolean ended = new AtomicBoolean();

    PendingResponse(
            LeasedRun<RecordedResponse> run,
            HttpContract contract,
            CapturingResponse capture,
            HttpServletResponse response,
            KeyHeader.Valid key) {
        this.run = run;
        this.contract = contract;
        this.capture = capture;
        this.response = response;
        this.key = key;
    }

    static @Nullable PendingResponse of(HttpServletRequest request) {
        return (PendingResponse) request.getAttribute(ATTRIBUTE);
    }

    void onRequest(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    void offRequest(HttpServletRequest request) {
        request.removeAttribute(ATTRIBUTE);
    }

    HttpContract contract() {
        return contract;
    }

    CapturingResponse capture() {
        return capture;
    }

    HttpServletResponse response() {
        return response;
    }

    KeyHeader.Valid key() {
        return key;
    }

    /** Runs a piece; if it fails without a response, the run has ended without a decision. */
    Handling.Ended guarding(Piece piece) throws Exception {
        try {
            return piece.run();
        } catch (Throwable failure) {
            fail(failure);
            throw failure;
        }
    }

    /**
     * Ends the run as the response says. A 5xx, or a response made from an exception that is not remembered, says
     * nothing of what happened elsewhere: the lease's policy decides.
     */
    Outcome<RecordedResponse> end(Handling.Ended handled) {
        Decision<RecordedResponse> decision = contract.responses().decide(handled.response(), handled.ending());
        if (handled.response().status() >= 500 && decision instanceof Decision.Discard<RecordedResponse> discard) {
            fail(new IllegalStateException(
                    "The handler answered " + handled.response().status()));
            return new Outcome.Rejected<>(discard.rejection(), Outcome.Rejected.Memory.FORGOTTEN);
        }
        ended.set(true);
        return run.finish(decision);
    }

    /** If the container gives the request up, nobody will finish the run. */
    void watch(HttpServletRequest request) {
        request.getAsyncContext().addListener(new AsyncListener() {
            @Override
            public void onComplete(AsyncEvent event) {
                fail(new IllegalStateException("The request was completed before its handler"));
            }

            @Override
            public void onTimeout(AsyncEvent event) {
                // Spring answers a timeout by another dispatch, which ends the run
            }

            @Override
            public void onError(AsyncEvent event) {
                // as above; what remains is completed
            }

            @Override
            public void onStartAsync(AsyncEvent event) {
                event.getAsyncContext().addListener(this);
            }
        });
    }

    private void fail(Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            run.fail(failure);
        }
    }
}
