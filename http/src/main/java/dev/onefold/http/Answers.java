package dev.onefold.http;

import dev.onefold.Content;
import dev.onefold.Outcome;
import dev.onefold.Rejection;
import dev.onefold.http.Answer.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes as responses.
 *
 * <table>
 * <caption>What is sent</caption>
 * <tr><th>outcome</th><th>response</th></tr>
 * <tr><td>applied</td><td>the handler's</td></tr>
 * <tr><td>replayed</td><td>the recorded one with {@code Idempotent-Replayed: true}</td></tr>
 * <tr><td>rejected</td><td>the rejection's, marked if it is a replay; a rejection that is not a response is a 409</td></tr>
 * <tr><td>in progress</td><td>409 {@code in-progress} with {@code Retry-After}</td></tr>
 * <tr><td>mismatch</td><td>422 {@code key-reused}</td></tr>
 * <tr><td>stale</td><td>412 {@code stale}</td></tr>
 * <tr><td>unknown</td><td>503 or 409 {@code outcome-unknown}, see {@link InDoubt}</td></tr>
 * <tr><td>expired</td><td>409 {@code result-expired}</td></tr>
 * </table>
 *
 * <p>Every answer to a valid key repeats the key as it was received. Immutable.
 */
public final class Answers {

    /** The field that marks a replay. A first response does not have it. */
    public static final String REPLAYED = "Idempotent-Replayed";

    private final Problems problems;
    private final InDoubt inDoubt;
    private final @Nullable String echoName;

    private Answers(Problems problems, InDoubt inDoubt, @Nullable String echoName) {
        this.problems = problems;
        this.inDoubt = inDoubt;
        this.echoName = echoName;
    }

    /** With {@link InDoubt#ASK_AGAIN} and the key repeated as {@code Idempotency-Key}. */
    public static Answers of(Problems problems) {
        return new Answers(problems, InDoubt.ASK_AGAIN, KeyHeader.NAME);
    }

    /** For operations of another mode. */
    public Answers inDoubt(InDoubt way) {
        return new Answers(problems, way, echoName);
    }

    /** Repeats the key under another name. */
    public Answers echoing(String headerName) {
        return new Answers(problems, inDoubt, headerName);
    }

    /** Does not repeat the key. */
    public Answers withoutEcho() {
        return new Answers(problems, inDoubt, null);
    }

    /**
     * The answer to a request with a key.
     *
     * @throws UnreadableResponseException if a stored rejection cannot be read
     */
    public Answer to(Outcome<RecordedResponse> outcome, KeyHeader.Valid key) {
        return echoed(answer(outcome), key);
    }

    /**
     * The answer to a request without a key: what names it is in its content, or in the state that it found. As the
     * table says, but a mismatch is 422 {@code content-differs}, and a stale outcome is 412 only if the request asked
     * for it by a precondition (RFC 9110, 15.5.13), and else a 409.
     *
     * @param conditional whether the request has a precondition such as {@code If-Match}
     */
    public Answer withoutKey(Outcome<RecordedResponse> outcome, boolean conditional) {
        if (outcome instanceof Outcome.Mismatch<RecordedResponse> mismatch) {
            return told(problems.contentDiffers(mismatch.field()));
        }
        if (outcome instanceof Outcome.InProgress<RecordedResponse> busy) {
            return told(problems.busy(busy.retryAfter()));
        }
        if (outcome instanceof Outcome.Stale<RecordedResponse> stale && !conditional) {
            return told(problems.overtaken(stale.reason()));
        }
        return answer(outcome);
    }

    /** A problem that was found before there was an outcome. */
    public Answer to(Problem problem, KeyHeader.Valid key) {
        return echoed(told(problem), key);
    }

    private Answer answer(Outcome<RecordedResponse> outcome) {
        return switch (outcome.kind()) {
            case APPLIED -> new Answer(((Outcome.Applied<RecordedResponse>) outcome).value(), Origin.HANDLER);
            case REPLAYED -> replayed(((Outcome.Replayed<RecordedResponse>) outcome).value());
            case REJECTED -> rejected((Outcome.Rejected<RecordedResponse>) outcome);
            case IN_PROGRESS ->
                told(problems.inProgress(((Outcome.InProgress<RecordedResponse>) outcome).retryAfter()));
            case MISMATCH -> told(problems.keyReused(((Outcome.Mismatch<RecordedResponse>) outcome).field()));
            case STALE -> told(problems.stale(((Outcome.Stale<RecordedResponse>) outcome).reason()));
            case UNKNOWN -> told(problems.outcomeUnknown(inDoubt));
            case EXPIRED -> told(problems.resultExpired(((Outcome.Expired<RecordedResponse>) outcome).firstAt()));
        };
    }

    private Answer rejected(Outcome.Rejected<RecordedResponse> rejected) {
        RecordedResponse response = response(rejected.rejection());
        return rejected.memory() == Outcome.Rejected.Memory.REPLAYED
                ? replayed(response)
                : new Answer(response, Origin.HANDLER);
    }

    private RecordedResponse response(Rejection rejection) {
        Content detail = rejection.detail();
        if (detail.mediaType().equals(RecordedResponse.MEDIA_TYPE)) {
            return RecordedResponse.of(detail);
        }
        if (Problems.isTold(rejection)) {
            return problems.rejected(rejection).toResponse();
        }
        RecordedResponse.Field type = new RecordedResponse.Field("Content-Type", detail.mediaType());
        return RecordedResponse.of(409, List.of(type), detail.bytes());
    }

    private static Answer replayed(RecordedResponse response) {
        return new Answer(HeaderPolicy.replayed(response).with(REPLAYED, "true"), Origin.RECORD);
    }

    private static Answer told(Problem problem) {
        return new Answer(problem.toResponse(), Origin.PROBLEM);
    }

    private Answer echoed(Answer answer, KeyHeader.Valid key) {
        return echoName == null
                ? answer
                : new Answer(answer.response().with(echoName, key.received()), answer.origin());
    }
}
