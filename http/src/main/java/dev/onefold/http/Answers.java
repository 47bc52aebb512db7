package dev.onefold.http;

import dev.onefold.Content;
import dev.onefold.Outcome;
import dev.onefold.Rejection;
import dev.onefold.http.Answer.Origin;
import java.util.List;
import java.util.Optional;
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
 * <p>Every answer to a valid key repeats the key as it was received. A {@link HttpContract} may say otherwise of all
 * this. Immutable.
 */
public final class Answers {

    /** The field that marks a replay. A first response does not have it. */
    public static final String REPLAYED = "Idempotent-Replayed";

    private static final String CACHE_CONTROL = "Cache-Control";
    private static final byte[] NOTHING = {};

    private final Problems problems;
    private final InDoubt inDoubt;
    private final @Nullable String echoName;
    private final Marker marker;
    private final ReplayMode replays;

    private Answers(Problems problems, InDoubt inDoubt, @Nullable String echoName, Marker marker, ReplayMode replays) {
        this.problems = problems;
        this.inDoubt = inDoubt;
        this.echoName = echoName;
        this.marker = marker;
        this.replays = replays;
    }

    /** With {@link InDoubt#ASK_AGAIN}, snapshots, the usual marker, and the key repeated as {@code Idempotency-Key}. */
    public static Answers of(Problems problems) {
        return new Answers(problems, InDoubt.ASK_AGAIN, KeyHeader.NAME, Marker.standard(), ReplayMode.SNAPSHOT);
    }

    /** As a contract says, with {@link InDoubt#ASK_AGAIN}. */
    static Answers of(HttpContract contract) {
        String echoName = contract.keys().echo() ? contract.keys().header() : null;
        return new Answers(contract.problems(), InDoubt.ASK_AGAIN, echoName, contract.marker(), contract.replays());
    }

    /** For operations of another mode. */
    public Answers inDoubt(InDoubt way) {
        return new Answers(problems, way, echoName, marker, replays);
    }

    /** Repeats the key under another name. */
    public Answers echoing(String headerName) {
        return new Answers(problems, inDoubt, headerName, marker, replays);
    }

    /** Does not repeat the key. */
    public Answers withoutEcho() {
        return new Answers(problems, inDoubt, null, marker, replays);
    }

    /**
     * The answer to a request with a key.
     *
     * @throws UnreadableResponseException if a stored rejection cannot be read
     */
    public Answer to(Outcome<RecordedResponse> outcome, KeyHeader.Valid key) {
        return told(answer(outcome), key);
    }

    /**
     * The answer of {@link ReplayMode#CURRENT_STATE} in place of the recorded one.
     *
     * @param recorded from a record, by {@link #to(Outcome, KeyHeader.Valid)}
     * @param now what the application says of the resource now; unless it is a success, its status is the answer's too
     */
    public Answer current(Answer recorded, RecordedResponse now, KeyHeader.Valid key) {
        boolean there = now.status() < 300;
        RecordedResponse response = uncached(HeaderPolicy.replayed(now))
                .withStatus(there ? recorded.response().status() : now.status());
        return told(new Answer(response, Origin.RECORD), key);
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
        return marked(answer(outcome));
    }

    /** A problem that was found before there was an outcome. */
    public Answer to(Problem problem, KeyHeader.Valid key) {
        return told(told(problem), key);
    }

    /** A problem of a request that has no valid key. */
    public Answer to(Problem problem) {
        return marked(told(problem));
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

    private Answer replayed(RecordedResponse response) {
        if (response.header(ResponsePolicy.WITHHELD).isPresent()) {
            Problem problem = problems.resultUnavailable();
            return told(response.header("Location")
                    .map(place -> problem.with("operation_ref", place))
                    .orElse(problem));
        }
        return new Answer(uncached(referred(HeaderPolicy.replayed(response))), Origin.RECORD);
    }

    /** A cache in front would serve one caller's replay to another. Who lets it keep the first answer records that. */
    private static RecordedResponse uncached(RecordedResponse response) {
        return response.header(CACHE_CONTROL).isPresent() ? response : response.with(CACHE_CONTROL, "no-store");
    }

    private RecordedResponse referred(RecordedResponse response) {
        Optional<String> place = response.header("Location").or(() -> response.header("Content-Location"));
        return replays == ReplayMode.REFERENCE && response.status() < 300 && place.isPresent()
                ? RecordedResponse.of(303, List.of(new RecordedResponse.Field("Location", place.get())), NOTHING)
                : response;
    }

    private static Answer told(Problem problem) {
        return new Answer(problem.toResponse(), Origin.PROBLEM);
    }

    private Answer told(Answer answer, KeyHeader.Valid key) {
        Answer marked = marked(answer);
        return echoName == null
                ? marked
                : new Answer(marked.response().with(echoName, key.received()), marked.origin());
    }

    private Answer marked(Answer answer) {
        return marker.of(answer.origin())
                .map(value -> new Answer(answer.response().with(marker.name(), value), answer.origin()))
                .orElse(answer);
    }
}
